import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { requestOf } from '../../../../test/support/request.js';
import { ScienceOnError, scienceOn } from '../index.js';
import { toReply } from '../to-reply.js';

const standard = scienceOn();
const request = requestOf({ url: '/translate.xml' });

const bodyOf = (message: string) => toReply(new ScienceOnError('notFound', message), request, standard).body;

/** The text of each element, by its path, as a strict XML parser reads it. */
function parsed(xml: string): Record<string, string> {
  const texts: Record<string, string> = {};
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    expect(attributes).toEqual({});
    path.push(name);
    texts[path.join('/')] = '';
  });
  parser.on('text', (text) => {
    if (path.length > 0) texts[path.join('/')] += text;
  });
  for (const event of ['cdata', 'comment', 'processinginstruction', 'doctype'] as const) {
    parser.on(event, () => {
      throw new Error(`${event} in a document of two elements`);
    });
  }
  parser.on('closetag', () => {
    path.pop();
  });
  parser.write(xml).close();
  return texts;
}

test.each([
  ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
  ['&lt;', '&amp;lt;'],
  [']]>', ']]&gt;'],
  ['<![CDATA[a]]>', '&lt;![CDATA[a]]&gt;'],
  ['<!--a-->', '&lt;!--a--&gt;'],
  ['"a" \'b\'', '"a" \'b\''],
  ['a\tb\nc', 'a\tb\nc'],
  ['a\r\nb', 'a&#13;\nb'],
  ['a\u0000\u0001\u0008\u000b\u000c\u000e\u001fb', 'a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdb'],
  ['\ufffe\uffff', '\ufffd\ufffd'],
  ['a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
  ['\udc00\ud800', '\ufffd\ufffd'],
  ['한글 😀 \u{10ffff}', '한글 😀 \u{10ffff}'],
  ['\u007f\u0085\u2028\ufeff', '\u007f\u0085\u2028\ufeff'],
])('%j is written as %j', (message, text) => {
  expect(bodyOf(message)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><result><errorMessage>${text}</errorMessage><errorCode>notFound</errorCode></result>`,
  );
});

/** XML 1.0, 2.2: the characters that a document may hold. */
function isAllowed(point: number): boolean {
  return (
    point === 0x9 ||
    point === 0xa ||
    point === 0xd ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    point >= 0x10000
  );
}

/** Text of any kind, with what matters in XML more often than chance would have it. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', ']]>', '<![CDATA[', '<!--', '<?xml', '&amp;', '&#0;', '\r\n', '\r', '"'),
      fc.string({ unit: 'binary' }),
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.nat(0x1f).map((unit) => String.fromCharCode(unit)),
    ),
  )
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '');

test('a parser reads back any text, except characters that XML cannot hold', () => {
  fc.assert(
    fc.property(anyText, (message) => {
      const expected = [...message]
        .map((each) => (isAllowed(each.codePointAt(0) ?? 0) ? each : '\ufffd'))
        .join('');
      // Through the bytes that go out.
      const xml = Buffer.from(bodyOf(message)).toString();
      expect(parsed(xml)).toEqual({
        result: '',
        'result/errorMessage': expected,
        'result/errorCode': 'notFound',
      });
    }),
    { numRuns: 1000 },
  );
});
