import { blocks } from '../../../test/support/documentation.js';
import { testCodeOfReadme, testStart } from '../../../test/support/example.js';
import { type AnswerTo, platforms, serve } from '../../../test/support/nest-platforms.js';
import { codesOf } from '../../../test/support/spec.js';
import { type Transfers, vaspModule } from './app.js';

const known = 'b09c8d00-8da9-11ec-b909-0242ac120002';
const json = { 'content-type': 'application/json' };
const headers = {
  ...json,
  'x-code-req-nonce': '1453252',
  'x-code-req-pubkey': 'd8s0KKa3Z/k=',
  'x-code-req-datetime': '2026-03-02T20:00:00Z',
  'x-request-origin': 'code:vasp-a',
};

/** Status line and body: what comes between them is what the binding's own tests look at. */
const essence = (answer: string) => [answer.split('\n', 1)[0], answer.split('\n\n')[1]];

const status = 'POST /v1/vasp/transfer/status';
const txid = 'POST /v1/beneficiary/transfer/txid';

describe.each(platforms)('on $name', (platform) => {
  let answerTo: AnswerTo;

  beforeEach(async () => {
    const transfers: Transfers = new Map([[known, { status: 'processing' }]]);
    answerTo = await serve(platform, vaspModule(transfers));
  });

  test.each<[what: string, line: string, headers: Record<string, string>, body: string, members: object]>([
    [
      'headers left out',
      status,
      json,
      '{}',
      {
        errorType: 'MISSING_HEADER_FIELD',
        errorMsg: 'X-Code-Req-Nonce, X-Code-Req-PubKey, X-Code-Req-Datetime, X-Request-Origin',
      },
    ],
    [
      'a member left out',
      txid,
      headers,
      `{"transferId":"${known}"}`,
      { errorType: 'MISSING_REQUIRED_MSG_FIELD', errorMsg: 'txid' },
    ],
    [
      'a member that is not a string',
      status,
      headers,
      '{"transferId":1}',
      { errorType: 'INVALID_MSG_FIELD_VALUE', errorMsg: 'transferId' },
    ],
    ['an unknown transfer', status, headers, '{"transferId":"1"}', { errorType: 'UNKNOWN_TRANSFER_ID' }],
    ['broken JSON', status, headers, '{"transferId":', { errorType: 'UNACCEPTABLE_REQUEST' }],
    ['a wrong method', 'GET /v1/vasp/transfer/status', {}, '', { errorType: 'UNACCEPTABLE_REQUEST' }],
    ['a path that is not there', 'GET /v1/vasp', {}, '', { errorType: 'UNACCEPTABLE_REQUEST' }],
  ])('%s is answered with 503', async (_what, line, sent, body, members) => {
    expect(codesOf('codevasp', 'vasp').map(({ code }) => code)).toContain(
      (members as { errorType: string }).errorType,
    );
    const answer = essence(await answerTo(line, sent, body));
    expect(answer).toEqual(['HTTP/1.1 503 Service Unavailable', JSON.stringify(members)]);
  });

  test('a request that succeeds is answered with 200, also with results that sound like errors', async () => {
    const answers = async (line: string, body: object) => {
      const [statusLine, members = ''] = essence(await answerTo(line, headers, JSON.stringify(body)));
      expect(statusLine).toBe('HTTP/1.1 200 OK');
      return JSON.parse(members) as object;
    };
    const transferId = known;
    const result = 'error';
    expect(await answers(status, { transferId })).toEqual({ transferId, status: 'processing' });
    expect(await answers(txid, { transferId, txid: '31' })).toEqual({ transferId, result: 'normal' });
    expect(await answers(txid, { transferId, txid: '31' })).toEqual({ transferId, result: 'normal' });
    expect(await answers(status, { transferId })).toEqual({ transferId, status: 'confirmed', txid: '31' });
    expect(await answers(txid, { transferId, txid: '32' })).toEqual({
      transferId,
      result,
      reasonType: 'TXID_ALREADY_EXISTS',
    });
    expect(await answers(txid, { transferId: '1', txid: '31' })).toEqual({
      transferId: '1',
      result,
      reasonType: 'UNKNOWN_TRANSFER_ID',
    });
  });
});

testStart('vasp-nest', async (url) => {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ transferId: '1' }) });
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ errorType: 'MISSING_HEADER_FIELD' });
});

describe('README.md', () => {
  const readme = 'examples/vasp-nest/README.md';

  testCodeOfReadme('vasp-nest');

  test.each(platforms)('shows an exchange that takes place on $name', async (platform) => {
    const [exchange = ''] = blocks(readme, 'http');
    const [asked = '', shown] = exchange.split(/\n\n(?=HTTP)/);
    const [head = '', body] = asked.split('\n\n');
    const [line = '', ...fields] = head.split('\n');
    const sent = Object.fromEntries(fields.map((field) => field.split(': ') as [string, string]));
    const answerTo = await serve(platform, vaspModule(new Map()));
    const answer = await answerTo(line.replace(' HTTP/1.1', ''), sent, body);
    expect(`${answer}\n`.replace(/^(connection|date|keep-alive): .*\n/gm, '')).toBe(shown);
  });
});
