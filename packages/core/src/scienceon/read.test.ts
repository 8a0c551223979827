import fc from 'fast-check';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import {
  extendStandard,
  parseReply,
  ScienceOnError,
  type ScienceOnOptions,
  scienceOn,
  toReply,
} from '../index.js';

const standard = scienceOn();
const read = (status: number, body: string, headers: Record<string, string> = {}) =>
  parseReply(standard, { status, headers, body });

const forms = [
  ['JSON', requestOf({ url: '/translate' })],
  ['XML', requestOf({ url: '/translate.xml' })],
] as const;

describe.each(forms)('%s', (_, request) => {
  test.each(codesOf('scienceon'))('$code is read as it was sent', ({ code, status }) => {
    const location: object = status < 400 ? { location: 'https://a.example/?b=1' } : {};
    const options = { message: '<설명> & "말"', ...location } as object as ScienceOnOptions;
    const reply = toReply(new ScienceOnError(code as 'seeOther', options), request, standard);
    const { error } = parseReply(standard, reply);
    expect(error).toMatchObject({ code, message: '<설명> & "말"', options, fromWire: true });
    expect(toReply(error, request, standard, { translate: () => error })).toStrictEqual(reply);
  });

  test('any text survives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const reply = toReply(new ScienceOnError('notFound', `a${text}`), request, standard);
        const { error } = parseReply(standard, reply);
        expect(toReply(error, request, standard, { translate: () => error })).toStrictEqual(reply);
      }),
    );
  });
});

const xml = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?>${inner}`;

test.each([
  ['{ "errorMessage" : "Authentication failed (인증에 실패하였습니다.)",\n "errorCode": "024" }'],
  [xml('<result><errorMessage>no</errorMessage><errorCode>024</errorCode></result>')],
  [xml('\r\n<result>\r\n  <errorMessage>no</errorMessage>\r\n  <errorCode>024</errorCode>\r\n</result>\r\n')],
  [
    '<result><errorMessage/></result>'.replace(
      '<errorMessage/>',
      '<errorMessage></errorMessage><errorCode>024</errorCode>',
    ),
  ],
])('%s', (body) => {
  expect(read(401, body).error).toMatchObject({ code: '024', fromWire: true });
});

test.each([
  ['success', 200, '<anything/>'],
  ['success', 200, '{"errorCode":"024"}'],
  ['unreadable', 500, 'Internal Server Error'],
  ['unreadable', 404, '<!doctype html><title>404</title>'],
  // As the live gateway answers.
  [
    'unreadable',
    401,
    xml('<MetaData><resultSummary><errorCode>E4103</errorCode></resultSummary></MetaData>'),
  ],
  ['unreadable', 404, xml('<result><errorCode>notFound</errorCode><errorMessage>no</errorMessage></result>')],
  [
    'unreadable',
    404,
    xml('<result><errorMessage>&copy;</errorMessage><errorCode>notFound</errorCode></result>'),
  ],
  [
    'unreadable',
    404,
    xml('<result><errorMessage>a & b</errorMessage><errorCode>notFound</errorCode></result>'),
  ],
  [
    'unreadable',
    404,
    xml('<result><errorMessage>a<b/></errorMessage><errorCode>notFound</errorCode></result>'),
  ],
  [
    'unreadable',
    404,
    xml('<result><errorMessage>no</errorMessage><errorCode>notFound</errorCode></result><a/>'),
  ],
  ['missing-member', 404, '{"errorMessage":"no"}'],
  ['missing-member', 404, '{"errorCode":"notFound"}'],
  ['missing-member', 401, '{"errorMessage":"no","errorCode":24}'],
  ['missing-member', 301, '{"errorMessage":"no","errorCode":"movedPermanently"}'],
  ['unknown-code', 401, '{"errorMessage":"no","errorCode":"24"}'],
  ['unknown-code', 401, '{"errorMessage":"no","errorCode":""}'],
  ['wrong-status', 403, '{"errorMessage":"no","errorCode":"024"}'],
])('%s: %d %s', (mismatch, status, body) => {
  expect(read(status, body)).toEqual({ mismatch, detail: expect.any(String) });
});

test.each(['//evil.example', 'javascript:alert(1)', '/한글', ''])(
  'a Location that leads elsewhere is not read, so not passed on: %j',
  (location) => {
    const body = '{"errorMessage":"no","errorCode":"movedPermanently"}';
    expect(read(301, body, { Location: location })).toEqual({
      mismatch: 'unreadable',
      detail: expect.any(String),
    });
  },
);

test('codes of an extension that are whole numbers are strings on the wire', () => {
  const { standard: extended, error: Extended } = extendStandard(scienceOn, {
    codes: { 100: { status: 400, text: 'No key' } },
  });
  const reply = toReply(new Extended(100), requestOf(), extended());
  expect(reply.body).toBe('{"errorMessage":"No key","errorCode":"100"}');
  expect(parseReply(extended(), reply).error).toMatchObject({ code: 100 });
});
