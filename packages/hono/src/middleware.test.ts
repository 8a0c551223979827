import { getRequestListener } from '@hono/node-server';
import { type ErrorReport, type FailureKind, MyDataError, mydata } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { bearerAuth } from 'hono/bearer-auth';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { ipRestriction } from 'hono/ip-restriction';
import { jwk } from 'hono/jwk';
import { jwt } from 'hono/jwt';
import { timeout } from 'hono/timeout';
import { serveUnderBoth } from '../../../test/support/hono-applications.js';
import { answerInKinds } from '../../../test/support/kinds.js';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const ok: MiddlewareHandler = async (context) => context.json({ rsp_code: '00000' });

interface Case {
  readonly name: string;
  readonly request: Buffer;
  readonly kind: FailureKind;
  /** What the middleware asks for on a 401; `Bearer` of the standard otherwise. */
  readonly challenge?: string;
}

const middleware: readonly Case[] = [
  {
    name: 'no basic credentials',
    request: request('GET /basic'),
    kind: 'unauthenticated',
    challenge: 'Basic realm="Secure Area"',
  },
  {
    name: 'no bearer token',
    request: request('GET /bearer'),
    kind: 'unauthenticated',
    challenge: 'Bearer realm="accounts"',
  },
  {
    name: 'a malformed bearer token',
    request: request('GET /bearer', { authorization: 'Bearer ,' }),
    kind: 'invalid-parameter',
  },
  {
    name: 'a wrong bearer token',
    request: request('GET /bearer', { authorization: 'Bearer b' }),
    kind: 'unauthenticated',
    challenge: 'Bearer error="invalid_token"',
  },
  {
    name: 'a malformed JWT',
    request: request('GET /jwt', { authorization: 'Bearer a.b.c' }),
    kind: 'unauthenticated',
    challenge: 'Bearer realm="accounts",error="invalid_token",error_description="token verification failure"',
  },
  {
    name: 'a token of no key',
    request: request('GET /jwk', { authorization: 'Bearer a.b.c' }),
    kind: 'unauthenticated',
    challenge: 'Bearer realm="accounts",error="invalid_token",error_description="token verification failure"',
  },
  {
    name: 'a form of another origin',
    request: request('POST /csrf', {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://attacker.example',
    }),
    kind: 'forbidden',
  },
  { name: 'an address that is not let in', request: request('GET /address'), kind: 'forbidden' },
  { name: 'a time that is up', request: request('GET /slow'), kind: 'timeout' },
];

function application(): Hono {
  const app = new Hono();
  app.get('/basic', basicAuth({ username: 'a', password: 'b' }), ok);
  app.get('/bearer', bearerAuth({ token: 'a', realm: 'accounts' }), ok);
  app.get('/jwt', jwt({ secret: 'a', alg: 'HS256', realm: 'accounts' }), ok);
  app.get('/jwk', jwk({ keys: [], alg: ['RS256'], realm: 'accounts' }), ok);
  app.use('/csrf', csrf({ origin: 'https://app.example' })).post('/csrf', ok);
  app.get(
    '/address',
    ipRestriction(() => '192.0.2.1', { denyList: ['192.0.2.0/24'] }),
    ok,
  );
  app.get('/slow', timeout(1), () => new Promise<Response>(() => {}));
  return app;
}

describe('requests that Hono’s own middleware refuses', () => {
  let mydataServed: Served;
  let kindsServed: Served;

  beforeAll(async () => {
    [mydataServed, kindsServed] = await serveUnderBoth(application);
  });

  test.each(middleware)('$name is answered as $kind', async ({ request, kind, challenge }) => {
    expect(await kindsServed.answerTo(request)).toBe(answerInKinds(kind));
    const headers = challenge === undefined ? {} : { 'www-authenticate': challenge };
    expect(await mydataServed.answerTo(request)).toBe(answerOfFailure(kind, headers));
  });
});

test('translate is called before the status of an HTTPException is read', async () => {
  const reports: ErrorReport[] = [];
  const app = new Hono();
  providerErrors(app, mydata(), {
    translate: (thrown) => (thrown instanceof HTTPException ? new MyDataError(40305) : undefined),
    onError: (report) => reports.push(report),
  });
  app.get('/', () => {
    throw new HTTPException(401);
  });
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
  expect(reports.map(({ origin }) => origin)).toEqual(['domain']);
});
