/** The two members of an error. */
type Members = Readonly<Record<'errorMessage' | 'errorCode', string>>;

/**
 * An error in XML. The document shows none: root, order and declaration are those of the guide that its page was made
 * from (derived).
 */
export function writeXml({ errorMessage, errorCode }: Members): string {
  return `<?xml version="1.0" encoding="UTF-8"?><result><errorMessage>${escaped(errorMessage)}</errorMessage><errorCode>${escaped(errorCode)}</errorCode></result>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A parser would read a bare one as a line feed.
  '\r': '&#13;',
};

/** A text as the content of an element: characters that XML 1.0 (2.2) forbids, lone surrogates too, become U+FFFD. */
function escaped(text: string): string {
  // In parts, since V8 takes long for millions of matches in one text.
  return text.replace(/.{1,4096}/gsu, (part) =>
    part
      .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
      .replace(/[&<>\r]/g, (character) => escapes[character] as string),
  );
}

const declaration = /^\s*<\?xml\s[^?]*\?>/;
const token = /<(\/?[A-Za-z]+)\s*>|<!\[CDATA\[([\s\S]*?)\]\]>|([^<]+)/gy;
const tags = ['result', 'errorMessage', '/errorMessage', 'errorCode', '/errorCode', '/result'];

/** A part of the text between two tags. */
interface Piece {
  readonly text: string;
  readonly isCdata: boolean;
}

/**
 * Reads an error in XML, its texts in CDATA sections, with references, or both. White space around a CDATA section, and
 * around the code, is taken for layout.
 *
 * @returns undefined for a document of another shape, or that is not well-formed
 */
export function readXml(body: string): Members | undefined {
  // XML 1.0, 2.11: a parser reads every line break as a line feed.
  const root = body.replace(declaration, '').replace(/\r\n?/g, '\n');
  // The pieces before the first tag, after it, and so on.
  const texts: Piece[][] = [[]];
  let length = 0;
  for (const [{ length: tokenLength }, tag, cdata, plain = ''] of root.matchAll(token)) {
    length += tokenLength;
    if (tag !== undefined) {
      if (tag !== tags[texts.length - 1]) return undefined;
      texts.push([]);
      continue;
    }
    const text = cdata ?? unescaped(plain);
    if (text === undefined) return undefined;
    texts.at(-1)?.push({ text, isCdata: cdata !== undefined });
  }
  const [before, start, errorMessage, between, errorCode, end, after] = texts.map(joined);
  if (length !== root.length || after === undefined) return undefined;
  if (`${before}${start}${between}${end}${after}`.trim() !== '') return undefined;
  return { errorMessage: errorMessage as string, errorCode: (errorCode as string).trim() };
}

function joined(pieces: readonly Piece[]): string {
  const hasCdata = pieces.some(({ isCdata }) => isCdata);
  return pieces
    .filter((piece, index) => {
      const isOuter = index === 0 || index === pieces.length - 1;
      return !(hasCdata && isOuter && !piece.isCdata && piece.text.trim() === '');
    })
    .map(({ text }) => text)
    .join('');
}

const named: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** A text with its references resolved; undefined if one is not of XML 1.0 itself. */
function unescaped(text: string): string | undefined {
  if (/&(?!(?:#x?)?[0-9A-Za-z]{1,8};)/.test(text)) return undefined;
  let isKnown = true;
  const plain = text.replace(/&(#x?)?([0-9A-Za-z]{1,8});/g, (_, number, name) => {
    const character = number === undefined ? named.get(name) : characterOf(number, name);
    isKnown &&= character !== undefined;
    return character ?? '';
  });
  return isKnown ? plain : undefined;
}

/** XML 1.0, 4.1: the character of a numeric reference, which must be one that a document may hold. */
function characterOf(prefix: string, digits: string): string | undefined {
  const isHex = prefix === '#x';
  if (!(isHex ? /^[0-9a-f]+$/i : /^[0-9]+$/).test(digits)) return undefined;
  const point = Number.parseInt(digits, isHex ? 16 : 10);
  const character = point <= 0x10ffff ? String.fromCodePoint(point) : '\0';
  return escaped(character) === '\uFFFD' && point !== 0xfffd ? undefined : character;
}
