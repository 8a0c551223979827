import { STATUS_CODES } from 'node:http';
import { blocks } from '../../../test/support/documentation.js';
import { testCodeOfReadme, testStart } from '../../../test/support/example.js';
import { closing, keptAlive, request, responseText, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { codesOf } from '../../../test/support/spec.js';
import { type Account, createApp } from './app.js';

const known = { apikey: 'key', 'x-ci': 'CI' };
const march = '/transactions?from=2026-03-01&to=2026-03-31';
const transaction = { date: '2026-03-02', amount: 10_000 };

const accountWith = (changes: Partial<Account>): Account => ({
  owner: 'CI',
  hasAgreed: true,
  transactions: [transaction],
  ...changes,
});

const start = async () => {
  const accounts = new Map([
    ['1234567890', accountWith({})],
    ['0000000001', accountWith({ owner: 'another' })],
    ['0000000002', accountWith({ hasAgreed: false })],
    ['0000000003', accountWith({ transactions: Array(101).fill(transaction) })],
    ['0000000004', accountWith({ transactions: [] })],
  ]);
  const app = await createApp({ keys: new Set(['key']), accounts });
  await app.ready();
  return Served.start(app.server);
};

const response = (status: number, body: object, headers: Record<string, string> = {}) => {
  const text = JSON.stringify(body);
  return responseText(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    Object.entries({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      ...keptAlive,
      'keep-alive': 'timeout=72',
      ...headers,
    }),
    text,
  );
};

interface Expected {
  readonly detail?: string;
  readonly description?: string;
  readonly headers?: Record<string, string>;
}

/** Status and text from the platform's table. */
function errorText(code: number, { detail = '', description, headers }: Expected = {}): string {
  const row = codesOf('koscom').find((each) => each.code === code);
  const message = row?.text.replace('{detail}', detail);
  return response(row?.status ?? 0, { category: 'ORYU', code, message, description }, headers);
}

describe('errors', () => {
  test.each<[string, Buffer, string]>([
    [
      'no key',
      request(`GET /v1/accounts/1234567890${march}`),
      errorText(401, { headers: { 'www-authenticate': 'Bearer' } }),
    ],
    ['an account that is not there', request(`GET /v1/accounts/9999999999${march}`, known), errorText(4001)],
    ["another's account", request(`GET /v1/accounts/0000000001${march}`, known), errorText(4003)],
    [
      'an account without an agreement',
      request(`GET /v1/accounts/0000000002${march}`, known),
      errorText(4006, { description: '고객이 정보제공에 동의하지 않았습니다' }),
    ],
    [
      'too many results',
      request(`GET /v1/accounts/0000000003${march}`, known),
      errorText(6005, { detail: '101' }),
    ],
    [
      'too long a period',
      request('GET /v1/accounts/1234567890/transactions?from=2026-01-01&to=2026-12-31', known),
      errorText(6006, { detail: '90' }),
    ],
    [
      'transactions left in an account to be closed',
      request('DELETE /v1/accounts/1234567890', known),
      errorText(5007, { detail: '거래가 남아 있습니다' }),
    ],
    [
      'a parameter left out',
      request('GET /v1/accounts/1234567890/transactions?from=2026-03-01', known),
      errorText(7000, { detail: 'to' }),
    ],
    [
      'a date that is none',
      request('GET /v1/accounts/1234567890/transactions?from=2026-02-30&to=2026-03-31', known),
      errorText(7000, { detail: 'from' }),
    ],
    [
      'an account number that is none',
      request(`GET /v1/accounts/1${march}`, known),
      errorText(7000, { detail: 'number' }),
    ],
    [
      'a header left out',
      request(`GET /v1/accounts/1234567890${march}`, { apikey: 'key' }),
      errorText(7000, { detail: 'x-ci' }),
    ],
    [
      'a path that cannot be decoded',
      request('GET /v1/%', known),
      errorText(7000, { detail: 'malformed request' }),
    ],
    [
      'a wrong method',
      request(`POST /v1/accounts/1234567890${march}`, known),
      errorText(405, { headers: { allow: 'GET, HEAD' } }),
    ],
    ['an API that is not there', request('GET /v2/accounts', known), errorText(404)],
  ])('%s', async (_what, bytes, answer) => {
    const served = await start();
    expect(await served.answerTo(bytes)).toBe(answer);
  });

  test('a request that is not HTTP', async () => {
    const served = await start();
    const connection = await served.connect();
    const answer = textOf(await connection.send('nonsense\r\n\r\n').response());
    const expected = errorText(7000, { detail: 'malformed request', headers: closing });
    expect(answer).toBe(expected.replace(/^keep-alive: .*\n/m, ''));
  });
});

describe('successes', () => {
  test.each<[string, Buffer, object]>([
    [
      'transactions',
      request(`GET /v1/accounts/1234567890${march}`, known),
      { respCode: '200', respMsg: 'OK', transactions: [transaction] },
    ],
    [
      'an account to be closed',
      request('DELETE /v1/accounts/0000000004', known),
      { respCode: '200', respMsg: 'OK' },
    ],
  ])('%s', async (_what, bytes, body) => {
    const served = await start();
    expect(await served.answerTo(bytes)).toBe(response(200, body));
  });
});

testStart('koscom-fastify', async (url) => {
  expect((await fetch(url, { headers: known })).status).toBe(200);
});

describe('README.md', () => {
  const readme = 'examples/koscom-fastify/README.md';

  testCodeOfReadme('koscom-fastify');

  test('shows exchanges that take place', async () => {
    const served = await start();
    for (const block of blocks(readme, 'http')) {
      const [asked = '', answered = ''] = block.split(/\n\n(?=HTTP)/);
      const [line = '', ...lines] = asked.split('\n');
      const headers = Object.fromEntries(lines.map((each) => each.split(': ')));
      const answer = await served.answerTo(request(line.replace(' HTTP/1.1', ''), headers));
      expect(`${answer}\n`.replace(/^(connection|date|keep-alive): .*\n/gm, '')).toBe(answered);
    }
  });
});
