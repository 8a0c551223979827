import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { CodeApiError, codeApi, codeResults, VaspError, vasp } from '../index.js';
import { parseReply } from '../parse-reply.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';
import type { Mismatch } from '../wire.js';

const servers: readonly (readonly [name: string, standard: Standard, make: (code: never) => Error])[] = [
  ['vasp', vasp(), (code) => new VaspError(code, '설명')],
  ['code-api', codeApi(), (code) => new CodeApiError(code, '설명')],
];

describe.each(servers)('%s', (name, standard, make) => {
  test.each(codesOf('codevasp', name))('$code is read as it was sent', ({ code }) => {
    const reply = toReply(make(code as never), requestOf(), standard);
    const { error } = parseReply(standard, reply);
    expect(error).toMatchObject({ code, message: '설명', standard: name, fromWire: true });
    expect(toReply(error, requestOf(), standard, { translate: () => error })).toStrictEqual(reply);
  });
});

const read = (status: number, body: string | Uint8Array) => parseReply(vasp(), { status, headers: {}, body });

test.each([undefined, null, '', 1])('an errorMsg of %j counts as absent', (errorMsg) => {
  const { error } = read(503, JSON.stringify({ errorType: 'UNKNOWN_TRANSFER_ID', errorMsg }));
  expect(error).toMatchObject({ code: 'UNKNOWN_TRANSFER_ID', fromWire: true });
  expect(toReply(error, requestOf(), vasp(), { translate: () => error }).body).toBe(
    '{"errorType":"UNKNOWN_TRANSFER_ID"}',
  );
});

test.each<[mismatch: Mismatch['mismatch'], detail: string, status: number, body: string | Uint8Array]>([
  ['success', 'status 200', 200, JSON.stringify(codeResults.denied('SANCTION_LIST'))],
  ['success', 'status 200', 200, '{"transferId":"a","status":"pending"}'],
  // A success that is not JSON cannot be passed on either.
  ['unreadable', 'the body is not a JSON object', 200, 'OK'],
  ['unreadable', 'the body is not a JSON object', 503, '<html>Service Unavailable</html>'],
  ['unreadable', 'the body is not a JSON object', 503, ''],
  ['unreadable', 'the body is not a JSON object', 503, '["UNKNOWN_TRANSFER_ID"]'],
  ['unreadable', 'the body is not UTF-8', 503, new Uint8Array([0x7b, 0xff, 0x7d])],
  ['missing-member', 'errorType is not a string', 503, '{"errorMsg":"no"}'],
  ['missing-member', 'errorType is not a string', 503, '{"errorType":null}'],
  ['unknown-code', '"TOO_MANY_REQUESTS" is in no table of vasp', 503, '{"errorType":"TOO_MANY_REQUESTS"}'],
  ['unknown-code', '"constructor" is in no table of vasp', 503, '{"errorType":"constructor"}'],
  // The word of the other server, with its status.
  [
    'wrong-status',
    '"MISSING_HEADER_FIELD" came with 422 instead of 503',
    422,
    '{"errorType":"MISSING_HEADER_FIELD"}',
  ],
  [
    'wrong-status',
    '"VASP_BACKEND_INTERNAL_ERROR" came with 500 instead of 503',
    500,
    '{"errorType":"VASP_BACKEND_INTERNAL_ERROR"}',
  ],
])('%s, %s: %d %s', (mismatch, detail, status, body) => {
  expect(read(status, body)).toEqual({ mismatch, detail });
});
