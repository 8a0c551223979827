import { Body, Controller, HttpCode, Module, Post, Query } from '@nestjs/common';
import { Failure, mydata } from '@oryu/core';
import * as express from '@oryu/express';
import * as hono from '@oryu/hono';
import { ProviderErrorsModule } from '@oryu/nest';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { RequestHandler } from 'express';
import { Hono } from 'hono';
import * as v from 'valibot';
import { z } from 'zod';
import { Account } from '../../../test/support/consents.js';
import { plain, versions } from '../../../test/support/express-versions.js';
import { kinds } from '../../../test/support/kinds.js';
import { mistakeOf } from '../../../test/support/mistake.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { platforms, serve } from '../../../test/support/nest-platforms.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { schemaOf } from './class-validator/index.js';
import { validate as forExpress } from './express/index.js';
import { validate as forFastify } from './fastify/index.js';
import { validate as forHono } from './hono/index.js';
import { validate as forKoa } from './koa/index.js';
import { validate as forNest } from './nest/index.js';

const json = { 'content-type': 'application/json' };
const wrong = (...names: string[]) =>
  answerOf(40001, {}, { message: `${mydata().codes.get(40001)?.text} (${names.join(', ')})` });

type Validate = (schemas: object) => { of?(request: object): unknown };

describe.each<[string, Validate]>([
  ['Express', forExpress],
  ['Fastify', forFastify],
  ['Koa', forKoa],
  ['Hono', forHono as unknown as Validate],
])('a mistake under %s throws at start-up', (framework, validate) => {
  test('a part that there is not', () => {
    const parts = framework === 'Hono' ? 'json, form, query, param, header' : 'body, headers, params, query';
    for (const name of ['bodies', '__proto__', 'constructor']) {
      expect(mistakeOf(() => validate({ [name]: z.string() }))).toBe(
        `TypeError: validate() does not know "${name}"; the parts of a request are ${parts}`,
      );
    }
  });

  test.each([undefined, null, {}, class {}, { '~standard': {} }, 'a'])(
    'a value that is not a schema (%#)',
    (schema) => {
      expect(mistakeOf(() => validate({ query: schema }))).toBe(
        'TypeError: query needs a Standard Schema (zod, valibot, ArkType, Joi 18), or schemaOf(a class) of @oryu/validation/class-validator',
      );
    },
  );

  if (framework !== 'Hono') {
    test('a request that did not come through, when it is asked for', () => {
      expect(mistakeOf(() => validate({ query: z.object({}) }).of?.({}))).toBe(
        'TypeError: validate() has not run for this request: mount it before the handler',
      );
    });
  }
});

test('a mistake under Nest throws at start-up', () => {
  expect(mistakeOf(() => forNest({} as StandardSchemaV1))).toMatch(
    /^TypeError: validate\(\) needs a Standard Schema/,
  );
});

test('under Nest, a schema that is given counts before that of the argument', async () => {
  const metadata = { type: 'body', schema: z.number() } as const;
  expect(await forNest(z.string()).transform('a', metadata)).toBe('a');
});

describe.each(versions)('%s', (_name, version) => {
  const serveApp = (...handlers: RequestHandler[]) => {
    const app = plain(version);
    app.post('/a', ...handlers, (_request, response) => void response.json('passed'));
    return Served.start(app.use(express.providerErrors(mydata())));
  };

  test.each([new Error('database'), undefined, null, 0, '', 'route', 'router'])(
    'a schema that itself throws %j refuses every request',
    async (thrown) => {
      const validate = () => Promise.reject(thrown);
      const schema = { '~standard': { version: 1, vendor: 'own', validate } } as const;
      const served = await serveApp(forExpress({ query: schema }));
      expect(await served.answerTo(request('POST /a'))).toBe(answerOf(50001));
    },
  );

  test('the request stays as it came', async () => {
    const schema = z.object({ limit: z.coerce.number() });
    const validate = forExpress({ query: schema });
    const served = await serveApp(validate, (request, response) => {
      response.json([request.query, validate.of(request)]);
    });
    const answer = await served.answerTo(request('POST /a?limit=5&more=1'));
    expect(answer).toMatch(/\n\n\[\{"limit":"5","more":"1"\},\{"query":\{"limit":5\}\}\]$/);
  });

  test('several may stand behind each other', async () => {
    const [one, other] = [
      forExpress({ query: v.object({ a: v.string() }) }),
      forExpress({ query: v.object({ b: v.string() }) }),
    ];
    const served = await serveApp(one, other, (request, response) => {
      response.json([one.of(request), other.of(request)]);
    });
    expect(await served.answerTo(request('POST /a?a=1&b=2'))).toMatch(
      /\n\n\[\{"query":\{"a":"1"\}\},\{"query":\{"b":"2"\}\}\]$/,
    );
    expect(await served.answerTo(request('POST /a?a=1'))).toBe(wrong('b'));
  });

  test('the name of a prototype member is a name like any other', async () => {
    const served = await serveApp(version.json(), forExpress({ body: z.strictObject({}) }));
    const answer = await served.answerTo(request('POST /a', json, '{"__proto__":{"admin":"secret"}}'));
    expect(answer).toBe(wrong('__proto__'));
  });
});

describe('Hono', () => {
  const app = new Hono();
  app.post('/form', forHono({ form: z.object({ code: z.string().min(3) }) }), (c) =>
    c.json(c.req.valid('form')),
  );
  app.post('/json', forHono({ json: z.object({ code: z.string() }) }), (c) => c.json(c.req.valid('json')));
  app.post('/throws', forHono({ query: z.object({}) }), () => {
    throw new Failure('maintenance');
  });
  hono.providerErrors(app, mydata());
  const answerTo = async (path: string, headers: Record<string, string>, body: string) => {
    const response = await app.request(path, { method: 'POST', headers, body });
    return [response.status, await response.text()];
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = (names: string) =>
    `{"rsp_code":"40001","rsp_msg":"${mydata().codes.get(40001)?.text}${names}"}`;

  test('reads a form', async () => {
    expect(await answerTo('/form', form, 'code=abc')).toEqual([200, '{"code":"abc"}']);
    expect(await answerTo('/form', form, 'code=a')).toEqual([400, body(' (code)')]);
    expect(await answerTo('/form', form, 'kode=a')).toEqual([400, body(' (code)')]);
  });

  test('reads JSON; any other text is a malformed body', async () => {
    expect(await answerTo('/json', json, '{"code":"a"}')).toEqual([200, '{"code":"a"}']);
    expect(await answerTo('/json', json, '{"code":')).toEqual([400, body('')]);
    expect(await answerTo('/json', form, 'code=a')).toEqual([400, body(' (code)')]);
  });

  test.each([
    ['JSON', '/json', json, '{"code":'],
    ['a form', '/form', { 'content-type': 'multipart/form-data; boundary=x' }, '--x'],
    ['a form without a boundary', '/form', { 'content-type': 'multipart/form-data' }, 'code=abc'],
  ])('%s that cannot be parsed is a malformed body', async (_name, path, headers, body) => {
    const told = new Hono()
      .post('/json', forHono({ json: z.object({ code: z.string() }) }))
      .post('/form', forHono({ form: z.object({ code: z.string() }) }));
    hono.providerErrors(told, kinds());
    expect(await (await told.request(path, { method: 'POST', headers, body })).text()).toBe('malformed-body');
  });

  test('does not change values that handlers throw', async () => {
    expect((await answerTo('/throws', {}, ''))[1]).toContain('50008');
  });
});

describe.each(platforms)('Nest on $name', (platform) => {
  const Consent = z.object({ org_code: z.string() });

  @Controller()
  class ConsentsController {
    @Post('member')
    @HttpCode(200)
    member(
      @Body('account', forNest(schemaOf(Account))) account: unknown,
      @Query('limit', forNest(z.coerce.number().int())) limit: unknown,
    ) {
      return { account, limit };
    }

    @Post('schema')
    @HttpCode(200)
    schema(@Body({ schema: Consent }) body: unknown, @Query() query: unknown) {
      return { body, query };
    }
  }

  @Module({ imports: [ProviderErrorsModule.forRoot(mydata())], controllers: [ConsentsController] })
  class ApplicationModule {}

  const start = () => serve(platform, ApplicationModule, (app) => app.useGlobalPipes(forNest()));
  const wrongOn = (...names: string[]) =>
    answerOf(
      40001,
      {},
      {
        message: `${mydata().codes.get(40001)?.text} (${names.join(', ')})`,
        connection: platform.connection,
      },
    );

  test('a pipe of one member names it', async () => {
    const answerTo = await start();
    const body = '{"account":{"number":"1"}}';
    expect(await answerTo('POST /member?limit=5', json, body)).toMatch(
      /\n\n\{"account":\{"number":"1"\},"limit":5\}$/,
    );
    expect(await answerTo('POST /member?limit=a', json, body)).toBe(wrongOn('limit'));
    expect(await answerTo('POST /member?limit=5', json, '{"account":{}}')).toBe(wrongOn('account.number'));
    expect(await answerTo('POST /member?limit=5', json, '{"account":1}')).toBe(wrongOn('account'));
    expect(await answerTo('POST /member?limit=5', json, '{}')).toBe(wrongOn('account'));
  });

  test('a global pipe takes the schema of each argument, and leaves those without alone', async () => {
    const answerTo = await start();
    expect(await answerTo('POST /schema?a=1', json, '{"org_code":"a","b":1}')).toMatch(
      /\n\n\{"body":\{"org_code":"a"\},"query":\{"a":"1"\}\}$/,
    );
    expect(await answerTo('POST /schema', json, '{}')).toBe(wrongOn('org_code'));
  });
});
