import { type FailureKind, MyDataError, mydata, type Standard } from '@oryu/core';
import { type ExpressModule, ok, plain, versions } from '../../../test/support/express-versions.js';
import { answerInKinds, kinds } from '../../../test/support/kinds.js';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

interface Case {
  readonly name: string;
  readonly request: Buffer;
  readonly kind: FailureKind;
  /** What Express had already set, and what is no part of the abandoned answer. */
  readonly headers?: Record<string, string>;
}

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const file = '/package.json';

const parsers: readonly Case[] = [
  { name: 'JSON that is not an object', request: request('POST /json', json, '"a"'), kind: 'malformed-body' },
  {
    name: 'an unknown charset of a text',
    request: request('POST /text', { 'content-type': 'text/plain; charset=x-unknown' }, 'a'),
    kind: 'unsupported-media-type',
  },
  {
    name: 'a body that is not compressed as announced',
    request: request('POST /json', { ...json, 'content-encoding': 'gzip' }, 'no gzip'),
    kind: 'malformed-body',
  },
  {
    name: 'too many form fields',
    request: request('POST /form', form, 'a=1&b=2&c=3'),
    kind: 'body-too-large',
  },
  {
    name: 'form fields nested too deep',
    request: request('POST /form', form, `a${'[b]'.repeat(40)}=1`),
    kind: 'malformed-body',
  },
  {
    name: 'a body that the verify option of a parser refuses',
    request: request('POST /verified', json, '{}'),
    kind: 'forbidden',
  },
];

const routing: readonly Case[] = [
  {
    name: 'a parameter of a mount that cannot be decoded',
    request: request('GET /banks/%ff/accounts'),
    kind: 'malformed-request',
  },
  {
    name: 'a group of a regular expression that cannot be decoded',
    request: request('GET /funds/%c3'),
    kind: 'malformed-request',
  },
  {
    name: 'a parameter that cannot be decoded, of a route for another method',
    request: request('DELETE /accounts/%'),
    kind: 'malformed-request',
  },
];

const files: readonly Case[] = [
  { name: 'a file that is not there', request: request('GET /file/absent'), kind: 'route-not-found' },
  { name: 'a file that may not be sent', request: request('GET /file/dot'), kind: 'route-not-found' },
  { name: 'a file outside of its root', request: request('GET /file/outside'), kind: 'forbidden' },
  { name: 'a file name with a NUL', request: request('GET /file/nul'), kind: 'invalid-parameter' },
  {
    name: 'a range that a file does not have',
    request: request('GET /file/there', { range: 'bytes=99999999-' }),
    kind: 'invalid-header',
  },
  {
    name: 'a precondition that a file does not meet',
    request: request('GET /file/there', { 'if-match': '"another"' }),
    kind: 'invalid-header',
  },
  {
    name: 'a static file that is not there',
    request: request('GET /static/absent'),
    kind: 'route-not-found',
  },
  {
    name: 'a static file whose name cannot be decoded',
    request: request('GET /static/%'),
    kind: 'invalid-parameter',
  },
];

const answering: readonly Case[] = [
  {
    name: 'no representation that the client accepts',
    request: request('GET /format', { accept: 'application/pdf' }),
    kind: 'not-acceptable',
    headers: { vary: 'Accept' },
  },
  { name: 'a view that is not there', request: request('GET /render'), kind: 'unexpected' },
  {
    name: 'a redirect with a status that does not exist',
    request: request('GET /redirect'),
    kind: 'unexpected',
    headers: { vary: 'Accept' },
  },
  { name: 'JSON that cannot be written', request: request('GET /bigint'), kind: 'unexpected' },
  { name: 'a status that does not exist', request: request('GET /status'), kind: 'unexpected' },
  { name: 'a header of Korean text', request: request('GET /header'), kind: 'unexpected' },
];

function application(express: ExpressModule, standard: Standard) {
  const app = plain(express);
  app.post('/json', express.json(), ok);
  app.post('/text', express.text(), ok);
  app.post('/form', express.urlencoded({ extended: true, parameterLimit: 2 }), ok);
  const verify = () => {
    throw new Error('the signature is wrong');
  };
  app.post('/verified', express.json({ verify }), ok);
  app.get('/accounts/:id', ok);
  app.use('/banks/:code', express.Router().get('/accounts', ok));
  app.get(/^\/funds\/(.+)$/, ok);

  const names = { there: file, absent: '/absent', dot: '/.gitignore', outside: '/../x', nul: '/\0' };
  for (const [name, path] of Object.entries(names)) {
    app.get(`/file/${name}`, (_request, response) => response.sendFile(path, { root: '.' }));
  }
  app.use('/static', express.static('.', { fallthrough: false }));

  app.get('/format', (_request, response) => response.format({ 'application/json': () => response.end() }));
  app.get('/render', (_request, response) => response.render('absent', { engine: 'none' }));
  app.get('/redirect', (_request, response) => response.redirect(99, '/accounts'));
  app.get('/bigint', (_request, response) => void response.json({ balance: 1n }));
  app.get('/status', (_request, response) => void response.status(99).end());
  app.get('/header', (_request, response) => void response.set('x-name', '계좌').end());
  return app.use(providerErrors(standard));
}

describe.each(versions)('%s', (_name, express) => {
  let mydataServed: Served;
  let kindsServed: Served;

  beforeAll(async () => {
    mydataServed = await Served.start(application(express, mydata()));
    kindsServed = await Served.start(application(express, kinds()));
  });

  describe.each([
    ['the body parsers', parsers],
    ['the router', routing],
    ['send', files],
    ['the response', answering],
  ])('of %s', (_source, cases) => {
    test.each(cases)('$name is answered as $kind', async ({ request, kind, headers }) => {
      expect(await kindsServed.answerTo(request)).toBe(answerInKinds(kind, headers));
      expect(await mydataServed.answerTo(request)).toBe(answerOfFailure(kind, headers));
    });
  });

  test.each(parsers)('after $name, the connection goes on', async ({ request: refused, kind }) => {
    const connection = await mydataServed.connect();
    connection.send(refused, request('GET /nowhere'));
    expect(textOf(await connection.response())).toBe(answerOfFailure(kind));
    expect(textOf(await connection.response())).toBe(answerOf(40401));
    connection.reset();
  });
});

describe('an error of http-errors', () => {
  const [[, express]] = versions as [(typeof versions)[number]];
  let served: Served;

  beforeAll(async () => {
    const app = plain(express);
    app.get('/copy', () => {
      // What isHttpError goes by where the error is of another installed copy.
      throw Object.assign(new Error('of another copy'), { expose: true, status: 415, statusCode: 415 });
    });
    app.post('/verified', express.json({ verify: throwsCode }), ok);
    served = await Served.start(app.use(providerErrors(kinds())));
  });

  test('is recognised from another installed copy', async () => {
    expect(await served.answerTo(request('GET /copy'))).toBe(answerInKinds('unsupported-media-type'));
  });

  test('does not hide the code that a parser wrapped into it', async () => {
    expect(await served.answerTo(request('POST /verified', json, '{}'))).toBe(answerOf(40101));
  });
});

function throwsCode(): never {
  throw new MyDataError(40101);
}
