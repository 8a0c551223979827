/** A CODE API server between two VASPs: the pattern that the documentation of `codeApi` shows. */
import { requestOf } from '../../../../test/support/request.js';
import { Failure } from '../failure.js';
import { CodeApiError, codeApi, VaspError, vasp } from '../index.js';
import { parseReply, type ReceivedReply } from '../parse-reply.js';
import { toReply } from '../to-reply.js';

/** What goes back to the VASP that asked, when the other one answered: its body, or an error thrown. */
function relayed(reply: ReceivedReply): string | Uint8Array {
  const { error, mismatch, detail } = parseReply(vasp(), reply);
  if (error) throw error;
  if (mismatch === 'missing-member') throw new CodeApiError('RECEIVED_MSG_MISSING_FIELD', { cause: detail });
  if (mismatch !== 'success') throw new Failure('upstream-failed', { cause: detail });
  return reply.body;
}

const translate = (thrown: unknown) => (thrown instanceof VaspError ? thrown : undefined);

/** Status and body of the whole answer of the relay. */
function answerTo(status: number, body: string, options: object = { translate }): [number, unknown] {
  try {
    return [200, relayed({ status, headers: {}, body })];
  } catch (thrown) {
    const reply = toReply(thrown, requestOf(), codeApi(), options);
    return [reply.status, reply.body];
  }
}

test.each([
  [200, '{"result":"denied","reasonType":"SANCTION_LIST"}'],
  [503, '{"errorType":"UNKNOWN_TRANSFER_ID"}'],
  [503, '{"errorType":"UNACCEPTABLE_REQUEST","errorMsg":"처리할 수 없습니다"}'],
  // The relay's own word, said by the VASP: still 503.
  [503, '{"errorType":"MISSING_REQUIRED_MSG_FIELD","errorMsg":"amount"}'],
])('%d %s is passed on as it came', (status, body) => {
  expect(answerTo(status, body)).toEqual([status, body]);
});

test.each([
  [503, '<html>503 Service Unavailable</html>', 'RECEIVED_WRONG_JSON_MESSAGE'],
  [502, '', 'RECEIVED_WRONG_JSON_MESSAGE'],
  [200, 'OK', 'RECEIVED_WRONG_JSON_MESSAGE'],
  [503, '{"errorMsg":"no"}', 'RECEIVED_MSG_MISSING_FIELD'],
  [503, '{"errorType":"MADE_UP"}', 'RECEIVED_WRONG_JSON_MESSAGE'],
  [500, '{"errorType":"UNKNOWN_TRANSFER_ID"}', 'RECEIVED_WRONG_JSON_MESSAGE'],
])('%d %s does not keep to the document: %s', (status, body, code) => {
  expect(answerTo(status, body)).toEqual([500, `{"errorType":"${code}"}`]);
});

test('without translate nothing read from the wire is passed on', () => {
  expect(answerTo(503, '{"errorType":"UNKNOWN_TRANSFER_ID"}', {})).toEqual([
    500,
    '{"errorType":"RECEIVED_WRONG_JSON_MESSAGE"}',
  ]);
});
