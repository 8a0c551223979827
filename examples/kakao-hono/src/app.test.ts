import { getRequestListener } from '@hono/node-server';
import { type KakaoCode, kakao } from '@oryu/core';
import { blocks } from '../../../test/support/documentation.js';
import { testCodeOfReadme, testStart } from '../../../test/support/example.js';
import { keptAlive, request, responseText } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { codesOf } from '../../../test/support/spec.js';
import { createApp, type Provider } from './app.js';

const key = { authorization: 'KakaoAK 0123456789abcdef' };
const json = { ...key, 'content-type': 'application/json' };
const from = 'origin=127.11,37.39';
const reasons = new Map([
  [200, 'OK'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [500, 'Internal Server Error'],
  [503, 'Service Unavailable'],
]);

const start = (provider: Partial<Provider> = {}) => {
  const quotas = new Map([
    ['0123456789abcdef', 1000],
    ['used-up', 0],
  ]);
  return Served.start(getRequestListener(createApp({ quotas, ...provider }).fetch));
};

const response = (status: number, type: string, body: string, headers: Record<string, string> = {}) =>
  responseText(
    `HTTP/1.1 ${status} ${reasons.get(status)}`,
    Object.entries({
      'content-type': type,
      'content-length': String(Buffer.byteLength(body)),
      ...keptAlive,
      ...headers,
    }),
    body,
  );

/** The status from the guide's table, the text from the catalogue. */
function errorText(code: KakaoCode, names = '', headers: Record<string, string> = {}): string {
  const status = codesOf('kakao').find((row) => row.code === code)?.status ?? 0;
  const msg = `${kakao().codes.get(code)?.text}${names}`;
  return response(status, 'application/json; charset=UTF-8', `{"code":${code},"msg":"${msg}"}`, headers);
}

describe('errors', () => {
  test.each<[string, Buffer, string]>([
    ['no key', request('GET /v1/directions'), errorText(-401, '', { 'www-authenticate': 'KakaoAK' })],
    [
      'a key of nobody',
      request('GET /v1/directions', { authorization: 'KakaoAK nobody' }),
      errorText(-401, '', { 'www-authenticate': 'KakaoAK' }),
    ],
    ['a quota used up', request('GET /v1/directions', { authorization: 'KakaoAK used-up' }), errorText(-10)],
    ['a parameter left out', request(`GET /v1/directions?${from}`, key), errorText(-2, ' (destination)')],
    [
      'a place outside of Korea',
      request(`GET /v1/directions?${from}&destination=139.76,35.68`, key),
      errorText(-2, ' (destination.x)'),
    ],
    ['broken JSON', request('POST /v1/waypoints/directions', json, '{"origin":'), errorText(-2)],
    [
      'a wrong method',
      request('DELETE /v1/directions', key),
      // The document has no 405, and -2 is 400.
      errorText(-2),
    ],
    ['an API that is not there', request('GET /v2/directions', key), errorText(-9)],
  ])('%s', async (_what, bytes, answer) => {
    const served = await start();
    expect(await served.answerTo(bytes)).toBe(answer);
  });

  test('a maintenance, with its end', async () => {
    const served = await start({ maintenance: new Date('2026-03-03T05:00:00+09:00') });
    expect(await served.answerTo(request('GET /v1/directions', key))).toBe(
      errorText(-9798, '', { 'retry-after': 'Mon, 02 Mar 2026 20:00:00 GMT' }),
    );
  });
});

describe('successes', () => {
  test.each<[string, Buffer, string]>([
    [
      'a route',
      request(`GET /v1/directions?${from}&destination=127.11,37.40`, key),
      '{"routes":[{"result_code":0,"result_msg":"길찾기 성공","summary":{"distance":1110}}]}',
    ],
    [
      'a way there and back',
      request(
        'POST /v1/waypoints/directions',
        json,
        '{"origin":{"x":127,"y":37},"waypoints":[{"x":127,"y":37.01}],"destination":{"x":127,"y":37}}',
      ),
      '{"routes":[{"result_code":0,"result_msg":"길찾기 성공","summary":{"distance":2220}}]}',
    ],
    [
      'no way to go, which is a result',
      request(`GET /v1/directions?${from}&destination=127.11,37.39`, key),
      '{"routes":[{"result_code":104,"result_msg":"출발지와 도착지가 같습니다"}]}',
    ],
  ])('%s', async (_what, bytes, body) => {
    const served = await start();
    expect(await served.answerTo(bytes)).toBe(response(200, 'application/json', body));
  });
});

testStart('kakao-hono', async (url) => {
  expect((await fetch(url, { headers: key })).status).toBe(200);
});

describe('README.md', () => {
  const readme = 'examples/kakao-hono/README.md';

  testCodeOfReadme('kakao-hono');

  test('shows an exchange that takes place', async () => {
    const [[line = '', header = ''] = [], shown] = blocks(readme, 'http')
      .flatMap((block) => block.split(/\n\n(?=HTTP)/))
      .map((part, index) => (index === 0 ? part.split('\n') : part)) as [string[], string];
    const served = await start();
    const [name = '', value = ''] = header.split(': ');
    const answer = await served.answerTo(request(line.replace(' HTTP/1.1', ''), { [name]: value }));
    expect(`${answer}\n`.replace(/^(connection|date|keep-alive): .*\n/gm, '')).toBe(shown);
  });
});
