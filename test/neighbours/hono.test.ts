/** docs/neighbours.md, Hono: its own middleware and packages beside it. */
import { stripVTControlCharacters } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { zValidator } from '@hono/zod-validator';
import { MyDataError, mydata, type Standard } from '@oryu/core';
import { providerErrors } from '@oryu/hono';
import { failureOfStandardSchema } from '@oryu/validation';
import { Hono, type MiddlewareHandler } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { bearerAuth } from 'hono/bearer-auth';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { csrf } from 'hono/csrf';
import { etag } from 'hono/etag';
import { ipRestriction } from 'hono/ip-restriction';
import { jwk } from 'hono/jwk';
import { jwt } from 'hono/jwt';
import { logger } from 'hono/logger';
import { secureHeaders } from 'hono/secure-headers';
import { timeout } from 'hono/timeout';
import { z } from 'zod';
import { answerInKinds, kindsWithNames } from '../support/kinds.js';
import { answerOf, answerOfFailure } from '../support/mydata-answers.js';
import { theirHeaders } from '../support/neighbours.js';
import { request } from '../support/raw-http.js';
import { Served } from '../support/served.js';

const ok: MiddlewareHandler = async (context) => context.json({ rsp_code: '00000' });
const closed: MiddlewareHandler = () => {
  throw new MyDataError(40305);
};

function start(app: Hono | OpenAPIHono, standard: Standard = mydata()): Promise<Served> {
  providerErrors(app, standard, { onError: () => {} });
  return Served.start(getRequestListener(app.fetch));
}

/** An application with this middleware. */
const behind = (handler: MiddlewareHandler) => start(new Hono().use(handler).get('/ok', ok).get('/', closed));

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const challenged = (value: string) => answerOfFailure('unauthenticated', { 'www-authenticate': value });

describe('hono/basic-auth', () => {
  test('is unauthenticated with its challenge', async () => {
    const served = await behind(basicAuth({ username: 'a', password: 'b' }));
    expect(await served.answerTo(request('GET /'))).toBe(challenged('Basic realm="Secure Area"'));
  });
});

describe('hono/bearer-auth', () => {
  test.each([
    ['no token', {}, challenged('Bearer realm="accounts"')],
    ['a malformed token', bearer(','), answerOfFailure('invalid-parameter')],
    ['a wrong token', bearer('b'), challenged('Bearer error="invalid_token"')],
  ])('%s', async (_what, headers, answer) => {
    const served = await behind(bearerAuth({ token: 'a', realm: 'accounts' }));
    expect(await served.answerTo(request('GET /', headers))).toBe(answer);
  });
});

const invalid =
  'Bearer realm="accounts",error="invalid_token",error_description="token verification failure"';

describe('hono/jwt', () => {
  test('is unauthenticated with its challenge', async () => {
    const served = await behind(jwt({ secret: 'a', alg: 'HS256', realm: 'accounts' }));
    expect(await served.answerTo(request('GET /', bearer('a.b.c')))).toBe(challenged(invalid));
  });
});

describe('hono/jwk', () => {
  test('is unauthenticated with its challenge', async () => {
    const served = await behind(jwk({ keys: [], alg: ['RS256'], realm: 'accounts' }));
    expect(await served.answerTo(request('GET /', bearer('a.b.c')))).toBe(challenged(invalid));
  });
});

describe('hono/csrf', () => {
  test('is forbidden', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://attacker.example' };
    const served = await behind(csrf({ origin: 'https://app.example' }));
    expect(await served.answerTo(request('POST /', form))).toBe(answerOfFailure('forbidden'));
  });
});

describe('hono/ip-restriction', () => {
  test('is forbidden', async () => {
    const served = await behind(ipRestriction(() => '192.0.2.1', { denyList: ['192.0.2.0/24'] }));
    expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('forbidden'));
  });
});

describe('hono/timeout', () => {
  test('is a timeout', async () => {
    const served = await start(new Hono().get('/', timeout(1), () => new Promise<Response>(() => {})));
    expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('timeout'));
  });
});

describe('hono/body-limit', () => {
  test('is body-too-large', async () => {
    const served = await start(new Hono().post('/', bodyLimit({ maxSize: 1 }), ok));
    expect(await served.answerTo(request('POST /', {}, 'ab'))).toBe(answerOfFailure('body-too-large'));
  });
});

describe('hono/cors', () => {
  test('sets its headers on an error, and answers a preflight request itself', async () => {
    const origin = 'https://app.example';
    const served = await behind(cors({ origin }));
    const allowed = { 'access-control-allow-origin': origin, vary: 'Origin' };
    expect(await served.answerTo(request('GET /', { origin }))).toBe(answerOf(40305, allowed));
    const preflight = request('OPTIONS /', { origin, 'access-control-request-method': 'GET' });
    expect(await served.answerTo(preflight)).toMatch(/^HTTP\/1\.1 204 No Content\n/);
  });
});

describe('hono/secure-headers', () => {
  test('sets its headers on an error as on a success', async () => {
    const served = await behind(secureHeaders());
    const headers = await theirHeaders(served, '/ok');
    expect(headers).toHaveProperty('strict-transport-security');
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305, headers));
    expect(await served.answerTo(request('GET /nowhere'))).toBe(answerOfFailure('route-not-found', headers));
  });
});

describe('hono/compress', () => {
  test('compresses a success and no error', async () => {
    const served = await behind(compress({ threshold: 1 }));
    const gzip = { 'accept-encoding': 'gzip' };
    expect(await served.answerTo(request('GET /ok', gzip))).toMatch(/^content-encoding: gzip$/m);
    expect(await served.answerTo(request('GET /', gzip))).toBe(answerOf(40305, { vary: 'Accept-Encoding' }));
  });
});

describe('hono/etag', () => {
  test('adds no ETag to an error, and answers none with 304', async () => {
    const served = await behind(etag());
    expect(await served.answerTo(request('GET /', { 'if-none-match': '*' }))).toBe(answerOf(40305));
  });
});

describe('hono/logger', () => {
  test('logs the status that was sent', async () => {
    const lines: string[] = [];
    const served = await behind(logger((line) => lines.push(stripVTControlCharacters(line))));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
    expect(lines[1]).toMatch(/^--> GET \/ 403 /);
  });
});

describe('@hono/node-server/serve-static', () => {
  test('leaves a file that is not there to the not-found handler', async () => {
    const served = await start(new Hono().use(serveStatic({ root: 'test/neighbours' })));
    expect(await served.answerTo(request('GET /hono.test.ts'))).toMatch(/^HTTP\/1\.1 200 OK\n/);
    for (const path of ['/absent.txt', '/..%2f..%2fpackage.json'])
      expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOfFailure('route-not-found'));
  });
});

const schema = z.object({ number: z.string() });
const json = { 'content-type': 'application/json', 'x-api-type': 'a' };
const refusals: readonly (readonly [what: string, request: Buffer, kindAndNames: string])[] = [
  ['a missing member', request('POST /', json, '{}'), 'missing-parameter (number)'],
  ['a wrong member', request('POST /', json, '{"number":1}'), 'invalid-parameter (number)'],
  [
    'a missing header',
    request('POST /', { ...json, 'x-api-type': '' }, '{"number":"1"}'),
    'invalid-header (x-api-type)',
  ],
];
const ownJson = /^HTTP\/1\.1 400 Bad Request\n[\s\S]*"success":false/;
const headers = z.object({ 'x-api-type': z.string().min(1) });

describe('@hono/zod-validator', () => {
  test.each(refusals)(
    'sends its own JSON for %s, or the failure that its hook throws',
    async (_what, bytes, kind) => {
      const theirs = await start(
        new Hono().post('/', zValidator('header', headers), zValidator('json', schema), ok),
      );
      expect(await theirs.answerTo(bytes)).toMatch(ownJson);
      const served = await start(
        new Hono().post(
          '/',
          zValidator('header', headers, (result) => {
            if (!result.success) throw failureOfStandardSchema(result.error.issues, result.data, 'header');
          }),
          zValidator('json', schema, (result) => {
            if (!result.success) throw failureOfStandardSchema(result.error.issues, result.data);
          }),
          ok,
        ),
        kindsWithNames(),
      );
      expect(await served.answerTo(bytes)).toBe(answerInKinds(kind));
    },
  );
});

describe('@hono/zod-openapi', () => {
  const route = createRoute({
    method: 'post',
    path: '/',
    request: { headers, body: { required: true, content: { 'application/json': { schema } } } },
    responses: { 200: { description: 'ok' } },
  });

  test.each(refusals)(
    'sends its own JSON for %s, or the failure that its hook throws',
    async (_what, bytes, kind) => {
      const theirs = await start(new OpenAPIHono().openapi(route, ok as never));
      expect(await theirs.answerTo(bytes)).toMatch(ownJson);
      const app = new OpenAPIHono({
        defaultHook: (result) => {
          if (result.success) return;
          const part = result.target === 'header' ? 'header' : 'body';
          throw failureOfStandardSchema(result.error.issues, 'data' in result && result.data, part);
        },
      });
      const served = await start(app.openapi(route, ok as never), kindsWithNames());
      expect(await served.answerTo(bytes)).toBe(answerInKinds(kind));
    },
  );
});
