import { getRequestListener } from '@hono/node-server';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import { kindOfStatus } from '@oryu/core/binding';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { HTTPException as HTTPExceptionOf40 } from 'hono4.0/http-exception';
import { answerInKinds, kinds } from '../../../test/support/kinds.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

const secret = 'for nobody';

const serveThrown = (make: () => unknown, standard = kinds() as never, reports: ErrorReport[] = []) => {
  const app = new Hono().get('/', () => {
    throw make();
  });
  providerErrors(app, standard, { onError: (report) => reports.push(report) });
  return Served.start(getRequestListener(app.fetch));
};

describe('the status of an HTTPException decides, whatever its response is', () => {
  const headers = { 'x-internal': secret, 'content-type': 'text/html', location: '/elsewhere' };
  const responses = [
    undefined,
    new Response(secret, { status: 403, headers }),
    Response.redirect('https://a.example/', 302),
  ];

  test.each([400, 401, 403, 404, 418, 429, 500, 502, 503])('%i', async (status) => {
    for (const res of responses) {
      const served = await serveThrown(
        () => new HTTPException(status as ContentfulStatusCode, { message: secret, ...(res && { res }) }),
      );
      expect(await served.answerTo(request('GET /'))).toBe(answerInKinds(kindOfStatus(status)));
    }
  });

  test.each([0, 200, 302, 399, 600, -1])(
    '%i is unexpected: it is neither an error nor a response to send',
    async (status) => {
      for (const res of responses.slice(0, 2)) {
        const served = await serveThrown(
          () => new HTTPException(status as ContentfulStatusCode, { message: secret, ...(res && { res }) }),
        );
        expect(await served.answerTo(request('GET /'))).toBe(answerInKinds('unexpected'));
      }
    },
  );
});

describe('headers of its response stay if the answer permits them', () => {
  const thrown = (status: ContentfulStatusCode, headers: Record<string, string>) => () =>
    new HTTPException(status, {
      res: new Response(secret, { status, headers: { 'x-internal': secret, ...headers } }),
    });

  test.each([
    [401, 40101, 'www-authenticate', 'DPoP algs="ES256"'],
    // What is forbidden is a 401 in MyData.
    [403, 40104, 'www-authenticate', 'Bearer error="insufficient_scope"'],
    [429, 42901, 'retry-after', '60'],
    [429, 42901, 'retry-after', 'Wed, 01 Jan 2031 00:00:00 GMT'],
    [405, 40501, 'allow', 'POST, PUT'],
  ] as const)('%i: %i with %s: %s', async (status, code, name, value) => {
    const served = await serveThrown(thrown(status as 401, { [name]: value }), mydata() as never);
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(code, { [name]: value }));
  });

  test.each([
    [400, 40001, 'www-authenticate', 'Bearer error="invalid_request"'],
    [400, 40001, 'retry-after', '60'],
    [404, 40401, 'allow', 'POST'],
    [429, 42901, 'retry-after', 'soon'],
  ] as const)('%i: %i without %s: %s', async (status, code, name, value) => {
    const served = await serveThrown(thrown(status as 403, { [name]: value }), mydata() as never);
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(code));
  });
});

describe('an HTTPException whose status and response are below 400 is not an error', () => {
  const callback = 'https://client.example/callback';

  test.each<[string, ContentfulStatusCode, Response, string]>([
    [
      'a redirect',
      302 as never,
      new Response(null, { status: 302, headers: { location: callback } }),
      '302 Found',
    ],
    [
      'a redirect whose response has no status of its own',
      303 as never,
      new Response(null, { headers: { location: callback } }),
      '303 See Other',
    ],
    ['an answer', 202, new Response('a', { status: 202, headers: { location: callback } }), '202 Accepted'],
  ])('%s goes out as it is, and is not reported', async (_name, status, res, line) => {
    const reports: ErrorReport[] = [];
    const app = new Hono();
    providerErrors(app, mydata(), { onError: (report) => reports.push(report) });
    app.use(async (context, next) => {
      context.header('x-before', '1');
      await next();
      context.header('x-after', '1');
    });
    app.get('/', () => {
      throw new HTTPException(status, { res });
    });
    const served = await Served.start(getRequestListener(app.fetch));
    const answer = await served.answerTo(request('GET /'));
    expect(answer).toContain(`HTTP/1.1 ${line}\n`);
    for (const header of [`location: ${callback}`, 'x-before: 1', 'x-after: 1'])
      expect(answer).toContain(`\n${header}\n`);
    expect(reports).toEqual([]);
  });

  test('whose body has been sent before is unexpected', async () => {
    const res = new Response('a');
    const served = await serveThrown(() => new HTTPException(200 as never, { res }));
    expect(await served.answerTo(request('GET /'))).toMatch(/^HTTP\/1\.1 200 OK\n[\s\S]*\n\na$/);
    expect(await served.answerTo(request('GET /'))).toBe(answerInKinds('unexpected'));
  });

  test('after an error it changes nothing', async () => {
    const app = new Hono();
    providerErrors(app, mydata());
    app.use(async (_context, next) => {
      await next();
      throw new HTTPException(302 as never, { res: Response.redirect(callback, 302) });
    });
    app.get('/', () => {
      throw new MyDataError(40305);
    });
    const served = await Served.start(getRequestListener(app.fetch));
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(40305));
  });
});

describe('which values are HTTPExceptions', () => {
  class Own extends HTTPException {}
  class OwnOfAnother extends HTTPExceptionOf40 {
    override getResponse() {
      return new Response(secret);
    }
  }

  test.each([
    ['one of a class of its own', () => new Own(415)],
    ['one of another installed copy of Hono', () => new HTTPExceptionOf40(415)],
    ['one of a class of its own, of another copy', () => new OwnOfAnother(415)],
  ])('%s is one', async (_name, make) => {
    expect(await (await serveThrown(make)).answerTo(request('GET /'))).toBe(
      answerInKinds('unsupported-media-type'),
    );
  });

  const members = { status: 415, res: undefined, getResponse: () => new Response(secret) };
  // NestJS has one with such a method; nothing else is alike.
  class HttpException extends Error {
    readonly status = 415;
    readonly res = undefined;
    getResponse() {
      return secret;
    }
  }

  test.each([
    ['an object with its members', () => members],
    ['an Error with its members', () => Object.assign(new Error(secret), members)],
    [
      'an Error with its members and its name',
      () => Object.assign(new Error(secret), { ...members, name: 'HTTPException' }),
    ],
    ['an Error of a class with such a method', () => new HttpException(secret)],
    [
      'an object whose prototype is that of one',
      () => Object.assign(Object.create({ ...HTTPException.prototype, getResponse() {} }), members),
    ],
  ])('%s is not one', async (_name, make) => {
    expect(await (await serveThrown(make)).answerTo(request('GET /'))).toBe(answerInKinds('unexpected'));
  });
});
