import { getRequestListener } from '@hono/node-server';
import { zValidator } from '@hono/zod-validator';
import { Failure, type FailureKind, mydata } from '@oryu/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { validator } from 'hono/validator';
import { z } from 'zod';
import { serveUnderBoth } from '../../../test/support/hono-applications.js';
import { answerInKinds } from '../../../test/support/kinds.js';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { chunked, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const ok: MiddlewareHandler = async (context) => context.json({ rsp_code: '00000' });

interface Case {
  readonly name: string;
  readonly request: Buffer;
  readonly kind: FailureKind;
}

const json = { 'content-type': 'application/json' };
const large = JSON.stringify('a'.repeat(10_000_000));
const broken = ['', '{"a":', 'a', "{'a':1}", '{"a":1}}'];

const bodies: readonly Case[] = [
  ...['/json', '/json-later', '/validated', '/zod'].flatMap((path) =>
    broken.map((body) => ({
      name: `${path}: a body that is not JSON (${JSON.stringify(body)})`,
      request: request(`POST ${path}`, json, body),
      kind: 'malformed-body' as const,
    })),
  ),
  {
    name: 'a body that is not JSON, whatever its type',
    request: request('POST /json', { 'content-type': 'text/plain' }, '{"a":'),
    kind: 'malformed-body',
  },
  {
    name: 'a body that is not JSON, of a type of its own',
    request: request(
      'POST /validated',
      { 'content-type': 'application/vnd.api+json; charset=utf-8' },
      '{"a":',
    ),
    kind: 'malformed-body',
  },
  ...['/form', '/form-data', '/form-validated'].flatMap((path) => [
    {
      name: `${path}: a form that ends early`,
      request: request(
        `POST ${path}`,
        { 'content-type': 'multipart/form-data; boundary=x' },
        '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1',
      ),
      kind: 'malformed-body' as const,
    },
    {
      name: `${path}: a form without a boundary`,
      request: request(`POST ${path}`, { 'content-type': 'multipart/form-data' }, 'a'),
      kind: 'malformed-body' as const,
    },
  ]),
  {
    name: 'a valid form that a validator refuses',
    request: request('POST /form-validated', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=2'),
    kind: 'invalid-parameter',
  },
  {
    name: 'a form read after the handler had read the body itself',
    request: request('POST /form-twice', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'),
    kind: 'unexpected',
  },
  {
    name: 'a form of another type',
    request: request('POST /form-data', json, '{}'),
    kind: 'unsupported-media-type',
  },
  {
    name: 'JSON read without a body',
    request: request('GET /json'),
    kind: 'malformed-body',
  },
  {
    name: 'a TypeError of the handler, and a valid form',
    request: request('POST /own-form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'),
    kind: 'unexpected',
  },
  {
    name: 'valid JSON that a validator refuses',
    request: request('POST /validated', json, '{"a":2}'),
    kind: 'invalid-parameter',
  },
  {
    name: 'valid JSON that zod refuses',
    request: request('POST /zod', json, '{"a":2}'),
    kind: 'invalid-parameter',
  },
  {
    name: 'a bare 400 to a text that is not JSON and need not be',
    request: request('POST /text', { 'content-type': 'text/plain' }, 'a'),
    kind: 'invalid-parameter',
  },
  {
    name: 'a bare 400 before the body is read',
    request: request('POST /refused', json, '{"a":'),
    kind: 'invalid-parameter',
  },
  {
    name: 'another 4xx beside a body that is not JSON',
    request: request('POST /forbidden', json, '{"a":'),
    kind: 'forbidden',
  },
  // However the body of the client is, and whether or not it was read: it is not what failed.
  ...['/own-json', '/own-json-after-text', '/own-json-after-json'].flatMap((path) =>
    ['', '{}', '{', '{"another":'].map((body) => ({
      name: `${path}: an upstream's body that is not JSON, beside ${JSON.stringify(body)}`,
      request: request(`POST ${path}`, json, body),
      kind: 'unexpected' as const,
    })),
  ),
];

const largeBodies: readonly Case[] = [
  {
    name: 'a body announced as too large, all 10 MB of it unread',
    request: request('POST /limited', json, large),
    kind: 'body-too-large',
  },
  {
    name: 'a body of chunks that becomes too large',
    request: request('POST /limited', { ...json, 'transfer-encoding': 'chunked' }, chunked(large)),
    kind: 'body-too-large',
  },
];

function application(): Hono {
  const app = new Hono();
  app.on(['GET', 'POST'], '/json', async (context) => context.json(await context.req.json()));
  app.post(
    '/json-later',
    async (context, next) => {
      await context.req.text();
      await next();
    },
    async (context) => context.json(await context.req.json()),
  );
  const check = (value: unknown) => {
    if (Number((value as { a?: unknown }).a) !== 1) throw new HTTPException(400);
    return {};
  };
  app.post('/validated', validator('json', check), ok);
  const schema = z.object({ a: z.literal(1) });
  app.post(
    '/zod',
    zValidator('json', schema, ({ success }) => {
      if (!success) throw new Failure('invalid-parameter');
    }),
    ok,
  );
  app.post('/text', async ({ req }) => {
    await req.text();
    throw new HTTPException(400);
  });
  app.post('/refused', () => {
    throw new HTTPException(400);
  });
  app.post('/forbidden', async ({ req }) => {
    await req.text();
    throw new HTTPException(403);
  });
  app.post('/own-json', () => JSON.parse(''));
  app.post('/own-json-after-text', async ({ req }) => {
    await req.text();
    return JSON.parse('');
  });
  app.post('/own-json-after-json', async ({ req }) => {
    await req.json().catch(() => undefined);
    return JSON.parse('');
  });
  app.post('/form', async (context) => context.json(await context.req.parseBody()));
  app.post('/form-data', async (context) => context.json([...(await context.req.formData())]));
  app.post('/form-validated', validator('form', check), ok);
  app.post('/form-twice', async (context) => {
    await context.req.raw.text();
    return context.json(await context.req.parseBody());
  });
  app.post('/own-form', async ({ req }) => {
    await req.parseBody();
    throw new TypeError('for nobody');
  });
  app.post('/limited', bodyLimit({ maxSize: 100 * 1024 }), async (context) =>
    context.json(await context.req.json()),
  );
  return app;
}

describe('a body that cannot be used', () => {
  let mydataServed: Served;
  let kindsServed: Served;

  beforeAll(async () => {
    [mydataServed, kindsServed] = await serveUnderBoth(application);
  });

  test.each([...bodies, ...largeBodies])('$name is answered as $kind', async ({ request, kind }) => {
    expect(await kindsServed.answerTo(request)).toBe(answerInKinds(kind));
    expect(await mydataServed.answerTo(request)).toBe(answerOfFailure(kind));
  });

  test.each(bodies)('after $name, the connection goes on', async ({ request: refused, kind }) => {
    const connection = await mydataServed.connect();
    connection.send(refused, request('GET /nowhere'));
    expect(textOf(await connection.response())).toBe(answerOfFailure(kind));
    expect(textOf(await connection.response())).toBe(answerOf(40401));
    connection.reset();
  });

  test.each(largeBodies)(
    'after $name, the server ends the connection',
    async ({ request: refused, kind }) => {
      const connection = await mydataServed.connect();
      connection.send(refused);
      expect(textOf(await connection.response())).toBe(answerOfFailure(kind));
      expect(await connection.rest()).toHaveLength(0);
    },
  );
});

test('a response that zod-validator itself sends is not changed', async () => {
  const app = new Hono().post('/', zValidator('json', z.object({ a: z.literal(1) })), ok);
  providerErrors(app, mydata());
  const served = await Served.start(getRequestListener(app.fetch));
  expect(await served.answerTo(request('POST /', json, '{}'))).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*"success":false/,
  );
});
