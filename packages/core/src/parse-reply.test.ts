import { mistakeOf } from '../../../test/support/mistake.js';
import { requestOf } from '../../../test/support/request.js';
import { standards } from '../../../test/support/standards.js';
import { type tinyCodes, tinyDefinition } from '../../../test/support/tiny-standard.js';
import { defineStandard, extendStandard } from './define-standard.js';
import { mydata, mydataAuthorize } from './index.js';
import { jsonMembers, parseReply, type ReceivedReply } from './parse-reply.js';
import { toReply } from './to-reply.js';

const body = '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}';
const read = (reply: Partial<ReceivedReply>) =>
  parseReply(mydata(), { status: 403, headers: {}, body, ...reply });

describe('the body is as received', () => {
  const bytes = Buffer.from(body);
  test.each<[name: string, body: string | Uint8Array]>([
    ['a text', body],
    ['a Buffer', bytes],
    ['a Uint8Array', new Uint8Array(bytes)],
    ['a part of a larger one', Buffer.from(`--${body}--`).subarray(2, -2)],
    ['bytes with a byte order mark', Buffer.from(`\ufeff${body}`)],
    ['with blanks around', ` \r\n${body}\n`],
  ])('%s', (_, given) => {
    expect(read({ body: given }).error).toMatchObject({
      code: 40305,
      message: '자산이 정상 상태가 아닙니다',
      fromWire: true,
    });
  });

  test.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['a cut character', [0x22, 0xea, 0xb0, 0x22]],
    ['EUC-KR', [0x22, 0xb0, 0xa1, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
  ])('bytes that are not UTF-8 are unreadable: %s', (_, given) => {
    expect(read({ body: Uint8Array.from(given) })).toEqual({
      mismatch: 'unreadable',
      detail: 'the body is not UTF-8',
    });
  });

  test.each([undefined, null, {}, { rsp_code: '40305', rsp_msg: 'a' }, [], 1, new ArrayBuffer(2)])(
    'never %p',
    (given) => {
      expect(mistakeOf(() => read({ body: given as never }))).toBe(
        'TypeError: parseReply needs the body as it was received: a string or bytes, not a parsed object',
      );
    },
  );
});

test('a member called constructor is a member like any other', () => {
  const body = '{"constructor":1,"rsp_code":"40305","rsp_msg":"a"}';
  const { error } = parseReply(mydata(), { status: 403, headers: { constructor: 'a' }, body });
  expect(error).toMatchObject({ code: 40305, message: 'a' });
});

describe('headers are read in every form that clients use', () => {
  const location = 'https://client.example/?error=access_denied&error_description=a';
  test.each<[name: string, headers: ReceivedReply['headers']]>([
    ['a plain object', { location }],
    ['names in another case', { LOCATION: location }],
    ['values in arrays, as Node has some', { Location: [location] }],
    ['Headers', new Headers({ location })],
    ['a Map', new Map([['location', location]]) as unknown as ReceivedReply['headers']],
    ['undefined values beside it', { 'set-cookie': undefined, location }],
    ['an object without a prototype', Object.assign(Object.create(null), { location })],
    ['a header called get', { get: 'a', location } as ReceivedReply['headers']],
  ])('%s', (_, headers) => {
    const { error } = parseReply(mydataAuthorize(), { status: 302, headers, body: '' });
    expect(error).toMatchObject({ code: 'access_denied', message: 'a' });
  });

  test.each<[name: string, headers: ReceivedReply['headers']]>([
    ['none', {}],
    ['another', { 'x-location': location }],
    ['undefined', { location: undefined }],
    ['inherited', Object.create({ location })],
    ['Headers without it', new Headers()],
  ])('%s', (_, headers) => {
    expect(parseReply(mydataAuthorize(), { status: 302, headers, body: '' })).toEqual({
      mismatch: 'unreadable',
      detail: 'there is no absolute Location',
    });
  });
});

test('a text that the document fixes stays, even if another was received', () => {
  const { standard } = defineStandard<typeof tinyCodes>({
    ...tinyDefinition,
    read: () => ({ code: 'FIXED', message: 'another' }),
  });
  const { error } = parseReply(standard(), { status: 409, headers: {}, body: '' });
  expect(error).toMatchObject({ code: 'FIXED', message: 'fixed', options: undefined, fromWire: true });
});

/** The key of a catalogue that is a whole number is a number, though some standards write a text on the wire. */
test.each(standards)(
  'packages/core/src/$folder: a number that extends the codes of $id is read as it was sent',
  (row) => {
    const [base = {}] = Object.values(row.definition.codes).filter(({ needs }) => needs === undefined);
    const { standard, error } = extendStandard(row.make as typeof mydata, {
      codes: { 499: { ...base, status: 499 } },
    });
    const [settings = {}] = Object.values(row.configurations);
    const reply = toReply(new error(499), requestOf(), standard(settings));
    expect(reply.status).toBe(499);
    expect(parseReply(standard(settings), reply).error).toMatchObject({ code: 499, fromWire: true });
  },
);

test.each([
  ['{"a":1,"b":null}', { a: 1, b: null }],
  [' {} ', {}],
  ['[]', undefined],
  ['null', undefined],
  ['"a"', undefined],
  ['1', undefined],
  ['', undefined],
  ['{', undefined],
  ["{'a':1}", undefined],
  ['<html>', undefined],
])('jsonMembers(%j): %j', (text, members) => {
  expect(jsonMembers(text)).toEqual(members);
});
