import { STATUS_CODES } from 'node:http';
import { type ScienceOnCode, scienceOn } from '@oryu/core';
import { blocks } from '../../../test/support/documentation.js';
import { testCodeOfReadme, testStart } from '../../../test/support/example.js';
import { printedBy } from '../../../test/support/printed.js';
import { keptAlive, request, responseText } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { codesOf } from '../../../test/support/spec.js';
import { createApp, EngineBusy, type Library } from './app.js';

const token = 'token=0123456789abcdef';
const json = { 'content-type': 'application/json' };
const id = 'JAKO202612345678901';

const start = (library: Partial<Library> = {}) => {
  const app = createApp({
    tokens: new Set(['0123456789abcdef']),
    articles: new Map([[id, '핀테크 오픈플랫폼의 오류 처리']]),
    translate: async (text) => text.toUpperCase(),
    ...library,
  });
  return Served.start(app.callback());
};

const response = (status: number, type: string, body: string, headers: Record<string, string> = {}) =>
  responseText(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    Object.entries({
      'content-type': type,
      'content-length': String(Buffer.byteLength(body)),
      ...keptAlive,
      ...headers,
    }),
    body,
  );

interface Expected {
  /** The text, where it is not the catalogue's. */
  readonly message?: string;
  readonly xml?: true;
  readonly headers?: Record<string, string>;
}

/** The status from the gateway's table, the text from the catalogue. */
function errorText(code: ScienceOnCode, { message, xml, headers }: Expected = {}): string {
  const status = codesOf('scienceon').find((row) => row.code === code)?.status ?? 0;
  const text = message ?? scienceOn().codes.get(code)?.text;
  return xml === true
    ? response(
        status,
        'application/xml; charset=UTF-8',
        `<?xml version="1.0" encoding="UTF-8"?><result><errorMessage>${text}</errorMessage><errorCode>${code}</errorCode></result>`,
        headers,
      )
    : response(
        status,
        'application/json; charset=UTF-8',
        `{"errorMessage":"${text}","errorCode":"${code}"}`,
        headers,
      );
}

const bearer = { 'www-authenticate': 'Bearer' };

describe('errors', () => {
  test.each<[string, Buffer, string]>([
    ['no token', request('GET /openapi/search'), errorText('024', { headers: bearer })],
    ['a token of nobody', request('GET /openapi/search?token=a'), errorText('024', { headers: bearer })],
    [
      'a moved API',
      request(`GET /openapi/find?${token}`),
      errorText('movedPermanently', { headers: { location: '/openapi/search' } }),
    ],
    [
      'a file to be fetched elsewhere',
      request(`GET /openapi/articles/${id}/media?${token}`),
      errorText('mediaDownloadRedirect', { headers: { location: `/media/${id}.pdf` } }),
    ],
    [
      'a file that is not there',
      request(`GET /openapi/articles/1/media?${token}`),
      errorText('notFound', { message: '그런 논문이 없습니다' }),
    ],
    [
      'an article that is not there, by ctx.throw',
      request(`GET /openapi/articles/1?${token}`),
      errorText('notFound'),
    ],
    ['an API to come', request(`PUT /openapi/articles/1?${token}`), errorText('notImplemented')],
    ['broken JSON', request(`POST /openapi/translate?${token}`, json, '{"text":'), errorText('badRequest')],
    [
      'a text left out',
      request(`POST /openapi/translate?${token}`, json, '{}'),
      errorText('badRequest', { message: 'Bad Request (text)' }),
    ],
    [
      'a text left out, of an API whose name ends in .xml',
      request(`POST /openapi/translate.xml?${token}`, json, '{}'),
      errorText('badRequest', { message: 'Bad Request (text)', xml: true }),
    ],
    [
      'a wrong method',
      request(`DELETE /openapi/articles/1?${token}`),
      errorText('httpMethodNotAllowed', { headers: { allow: 'GET, HEAD, PUT' } }),
    ],
    ['an API that is not there', request(`GET /openapi/none?${token}`), errorText('notFound')],
    [
      'an API that is not there, its name ending in .xml',
      request(`GET /openapi/none.xml?${token}`),
      errorText('notFound', { xml: true }),
    ],
  ])('%s', async (_what, bytes, answer) => {
    const served = await start();
    expect(await served.answerTo(bytes)).toBe(answer);
  });

  const crash = [[expect.stringContaining('Error: 비밀')]];

  test.each<[string, Error, string, printed: unknown[]]>([
    ['is busy', new EngineBusy(), errorText('backendError', { headers: { 'retry-after': '30' } }), []],
    ['crashes, which Koa prints', new Error('비밀'), errorText('internalError'), crash],
  ])('the translation engine %s', async (_what, error, answer, printed) => {
    const served = await start({ translate: () => Promise.reject(error) });
    const asked = request(`POST /openapi/translate?${token}`, json, '{"text":"a"}');
    const print = await printedBy(async () => expect(await served.answerTo(asked)).toBe(answer));
    expect(print).toEqual(printed);
  });
});

describe('successes', () => {
  const article = `{"id":"${id}","title":"핀테크 오픈플랫폼의 오류 처리"}`;
  const type = 'application/json; charset=utf-8';

  test.each<[string, Buffer, string]>([
    ['a search', request(`GET /openapi/search?${token}`), response(200, type, `{"articles":[${article}]}`)],
    ['an article', request(`GET /openapi/articles/${id}?${token}`), response(200, type, article)],
    [
      'a translation',
      request(`POST /openapi/translate?${token}`, json, '{"text":"a<b"}'),
      response(200, type, '{"text":"A<B"}'),
    ],
    [
      'a translation in XML',
      request(`POST /openapi/translate.xml?${token}`, json, '{"text":"a<b"}'),
      response(200, 'application/xml', '<result><text>A&#60;B</text></result>'),
    ],
  ])('%s', async (_what, bytes, answer) => {
    const served = await start();
    expect(await served.answerTo(bytes)).toBe(answer);
  });
});

testStart('scienceon-koa', async (url) => {
  expect((await fetch(url)).status).toBe(200);
});

describe('README.md', () => {
  const readme = 'examples/scienceon-koa/README.md';

  testCodeOfReadme('scienceon-koa');

  test('shows exchanges that take place', async () => {
    const served = await start();
    for (const block of blocks(readme, 'http')) {
      const [asked = '', answered = ''] = block.split(/\n\n(?=HTTP)/);
      const answer = await served.answerTo(request(asked.replace(' HTTP/1.1', '')));
      expect(`${answer}\n`.replace(/^(connection|date|keep-alive): .*\n/gm, '')).toBe(answered);
    }
  });
});
