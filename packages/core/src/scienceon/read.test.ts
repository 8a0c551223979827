import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { ScienceOnError, type ScienceOnOptions, scienceOn } from '../index.js';
import { parseReply } from '../parse-reply.js';
import { toReply } from '../to-reply.js';
import type { Mismatch } from '../wire.js';

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
const element = (message: string, code = '024') =>
  xml(`<result><errorMessage>${message}</errorMessage><errorCode>${code}</errorCode></result>`);

test('the published sample of the format, with both texts in CDATA, is read', () => {
  const body = xml(`
<result>
    <errorMessage><![CDATA[Authentication failed (인증에 실패하였습니다.)]]></errorMessage>
    <errorCode><![CDATA[024]]></errorCode>
</result>`);
  expect(read(401, body).error).toMatchObject({
    code: '024',
    message: 'Authentication failed (인증에 실패하였습니다.)',
    fromWire: true,
  });
});

describe('one text, however it is written', () => {
  test.each([
    ['{ "errorMessage" : "no",\n "errorCode": "024" }'],
    [element('no')],
    [element('<![CDATA[no]]>')],
    [element('no', '<![CDATA[024]]>')],
    [element('n<![CDATA[o]]>')],
    [element('<![CDATA[n]]>o')],
    [element('<![CDATA[n]]><![CDATA[o]]>', '<![CDATA[0]]>24')],
    [element('<![CDATA[no]]>', '&#48;&#x32;4')],
    [element('&#x6e;&#111;')],
    [element('\n  <![CDATA[no]]>\r\n  ', '\n  <![CDATA[024]]>\n  ')],
    [element('no', ' 024\n')],
    [element('<![CDATA[]]>no<![CDATA[]]>')],
    // Other declarations, none, and white space.
    [
      "<?xml version='1.0' encoding='utf-8' standalone=\"yes\" ?>\n" +
        element('no').replace(/^<\?.*?\?>/, ''),
    ],
    [element('no').replace('1.0', '1.1').replace('UTF-8', 'EUC-KR')],
    [element('no').replace(/^<\?.*?\?>/, '')],
    [` \n${element('no')}\n`],
    [`\ufeff${element('no')}`],
    [
      xml(
        '\r\n<result>\r\n  <errorMessage>no</errorMessage>\r\n  <errorCode>024</errorCode>\r\n</result>\r\n',
      ),
    ],
    [xml('<result ><errorMessage\n>no</errorMessage ><errorCode >024</errorCode\t></result >')],
  ])('%j', (body) => {
    expect(read(401, body).error).toMatchObject({ code: '024', message: 'no', fromWire: true });
  });
});

test.each([
  ['&lt;a&gt; &amp;&amp; &quot;b&quot; &apos;', '<a> && "b" \''],
  ['<![CDATA[<a> && "b" \']]>', '<a> && "b" \''],
  ['<![CDATA[&lt;]]>&lt;', '&lt;<'],
  ['a]]&gt;b', 'a]]>b'],
  ['<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'],
  ['<![CDATA[<![CDATA[a]]>', '<![CDATA[a'],
  ['<![CDATA[]]]>', ']'],
  ['a <![CDATA[b]]> c', 'a b c'],
  ['<![CDATA[ a ]]>', ' a '],
  [' a ', ' a '],
  ['<![CDATA[a]]> <![CDATA[b]]>', 'a b'],
  ['a\r\nb\rc&#13;', 'a\nb\nc\r'],
  ['&#128512;&#x1F600;&#x1f600;', '😀😀😀'],
  ['', ''],
])('the message %j is %j', (message, text) => {
  expect(read(401, element(message)).error?.options).toEqual({ message: text });
});

/** Every part of an element's content, and what it may be mixed with. */
const content = fc.array(
  fc.oneof(
    fc.constantFrom('&amp;', '&#13;', '&#x1F600;', '<![CDATA[]]>', '<![CDATA[<&]]>', 'a', ']', '\r\n', '\r'),
    fc
      .string({ unit: fc.constantFrom('a', ']', '&', '<', '>', '\n', '가'), maxLength: 8 })
      .map((text) => `<![CDATA[${text.replaceAll(']]>', '')}]]>`),
  ),
);

test('any mixture is read as a strict XML parser reads it', () => {
  fc.assert(
    fc.property(content, (parts) => {
      const body = element(`a${parts.join('')}b`);
      let text = '';
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', () => {
        text = '';
      });
      for (const event of ['text', 'cdata'] as const) {
        parser.on(event, (more) => {
          text += more;
        });
      }
      const texts: string[] = [];
      parser.on('closetag', () => texts.push(text));
      parser.write(body).close();
      expect(read(401, body).error?.message).toBe(texts[0]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  '<![CDATA[',
  '<',
  '<a',
  '<result>',
  '<errorMessage>',
  '&',
  '&#',
  ']]>',
  '\r',
  ' ',
  '<?xml ',
  '<![CDATA[]]>',
])('a megabyte of %j is read in time', (part) => {
  const many = part.repeat(Math.ceil(1_000_000 / part.length));
  const started = performance.now();
  for (const body of [`<${many}`, element(many), element('no').replace('<result>', many)]) read(401, body);
  expect(performance.now() - started).toBeLessThan(3000);
});

const unreadable = 'the body is neither a JSON object nor an XML <result>';

test.each<[mismatch: Mismatch['mismatch'], detail: string, status: number, body: string]>([
  ['success', 'status 200', 200, '<anything/>'],
  ['success', 'status 200', 200, '{"errorCode":"024"}'],
  ['unreadable', unreadable, 500, 'Internal Server Error'],
  ['unreadable', unreadable, 404, '<!doctype html><title>404</title>'],
  ...[
    // As the live gateway answers.
    '<MetaData><resultSummary><errorCode>E4103</errorCode></resultSummary></MetaData>',
    '<result><errorCode>notFound</errorCode><errorMessage>no</errorMessage></result>',
    '<result><errorMessage>no</errorMessage><errorCode>notFound</errorCode></result><a/>',
    '<result><errorMessage>no</errorMessage><errorCode>notFound</errorCode></result>a',
    'a<result><errorMessage>no</errorMessage><errorCode>notFound</errorCode></result>',
    '<result>a<errorMessage>no</errorMessage><errorCode>notFound</errorCode></result>',
    '<result><errorMessage>no</errorMessage><![CDATA[a]]><errorCode>notFound</errorCode></result>',
    '<result><errorMessage>no</errorMessage><errorCode>notFound</errorCode>a</result>',
    '<result><errorMessage>no</errorMessage><errorCode>notFound</errorCode>',
    '<Result><errorMessage>no</errorMessage><errorCode>notFound</errorCode></Result>',
    '<result><errorMessage>no</errorMessage></result>',
    '<result></result>',
    '',
  ].map((body): [Mismatch['mismatch'], string, number, string] => ['unreadable', unreadable, 404, xml(body)]),
  ...[
    '&copy;',
    '&Amp;',
    'a & b',
    '&amp',
    '&#0;',
    '&#11;',
    '&#xD800;',
    '&#x110000;',
    '&#99999999;',
    '&#x;',
    '&#;',
    '&#1a;',
    '&#xg;',
    'a<b/>',
    'a<b>c</b>',
    '<!--a-->',
    '<?a?>',
    '<![CDATA[a',
    '<![CDATA[a]]',
    '<![cdata[a]]>',
  ].map((message): [Mismatch['mismatch'], string, number, string] => [
    'unreadable',
    unreadable,
    404,
    element(message, 'notFound'),
  ]),
  ['missing-member', 'errorCode is not a string', 404, '{"errorMessage":"no"}'],
  ['missing-member', 'errorMessage is not a string', 404, '{"errorCode":"notFound"}'],
  ['missing-member', 'errorCode is not a string', 401, '{"errorMessage":"no","errorCode":24}'],
  ['missing-member', 'there is no Location', 301, '{"errorMessage":"no","errorCode":"movedPermanently"}'],
  ['unknown-code', '24 is in no table of scienceon', 401, '{"errorMessage":"no","errorCode":"24"}'],
  ['unknown-code', '"" is in no table of scienceon', 401, '{"errorMessage":"no","errorCode":""}'],
  ['unknown-code', '"E4103" is in no table of scienceon', 401, element('no', '<![CDATA[E4103]]>')],
  ['wrong-status', '"024" came with 403 instead of 401', 403, '{"errorMessage":"no","errorCode":"024"}'],
])('%s, %s: %d %s', (mismatch, detail, status, body) => {
  expect(read(status, body)).toEqual({ mismatch, detail });
});

test.each(['//evil.example', 'javascript:alert(1)', '/한글', ''])(
  'a Location that leads elsewhere is not read, so it is not passed on: %j',
  (location) => {
    const body = '{"errorMessage":"no","errorCode":"movedPermanently"}';
    expect(read(301, body, { Location: location })).toEqual({
      mismatch: 'unreadable',
      detail: 'Location is neither relative nor an http or https URL',
    });
  },
);
