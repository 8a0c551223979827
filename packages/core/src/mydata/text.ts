/**
 * The data type AH of the standard (Annex 2): UTF-8, limited to the characters of KS X 1001 beside printable
 * ASCII, its length counted in bytes.
 */

const mostBytes = 450;

/** A byte that is sent comes from no more UTF-16 code units: from a letter in parts, or a line break of two. */
const mostUnitsOfByte = 8;

let repertoire: Uint8Array | undefined;

/**
 * A text as `rsp_msg` and `error_description` may carry it, AH(450): at most 450 bytes of UTF-8, never cut
 * inside a character. A letter that comes in parts (NFD) is put together. A line break becomes a space, any other
 * character outside the repertoire `?` (chosen: the document does not say what happens to it).
 *
 * @param fallback sent, as AH(450) too, instead of a text with nothing to read
 */
export function ahText(text: string, fallback: string): string {
  const clean = fits(text) ? text : cut(text);
  return clean.trim() === '' ? ahText(fallback, '?') : clean;
}

/** Whether a text is an AH(450) as it is, which nearly all are. */
function fits(text: string): boolean {
  if (text.length > mostBytes) return false;
  repertoire ??= readRepertoire();
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (((repertoire[unit >> 3] as number) & (1 << (unit & 7))) === 0) return false;
    bytes += bytesOf(unit);
  }
  return bytes <= mostBytes;
}

function cut(text: string): string {
  let clean = '';
  let bytes = 0;
  const composed = compose(text.slice(0, mostBytes * mostUnitsOfByte));
  for (const character of composed.replace(/\r\n?|[\n\u2028\u2029]/g, ' ')) {
    const allowed = fits(character) ? character : '?';
    bytes += bytesOf(allowed.charCodeAt(0));
    if (bytes > mostBytes) break;
    clean += allowed;
  }
  return clean;
}

/**
 * Puts letters together that come in parts, as macOS writes them. NFC of the whole text would also replace whole
 * characters of the repertoire by others outside it: `Å` (U+212B), and hanja.
 */
function compose(text: string): string {
  return text.replace(/[\uac00-\ud7a3]?[\u1100-\u11ff]+|\P{M}\p{M}+/gu, (parts) => parts.normalize('NFC'));
}

/** The bytes of UTF-8 that a character of the repertoire takes. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 ? 2 : 3;
}

/**
 * One bit for each of the 65,536 UTF-16 code units: printable ASCII and the 8,224 characters of KS X 1001.
 * Throws if the runtime lacks a decoder for them (a Node.js without full ICU); a factory then fails at start-up.
 */
function readRepertoire(): Uint8Array {
  const bits = new Uint8Array(0x10000 / 8);
  const allow = (unit: number) => {
    bits[unit >> 3] = (bits[unit >> 3] as number) | (1 << (unit & 7));
  };
  for (let unit = 0x20; unit <= 0x7e; unit += 1) allow(unit);
  const rows = 94;
  const pairs = new Uint8Array(rows * rows * 2);
  for (let index = 0; index < rows * rows; index += 1) {
    pairs[2 * index] = 0xa1 + Math.floor(index / rows);
    pairs[2 * index + 1] = 0xa1 + (index % rows);
  }
  const characters = new TextDecoder('euc-kr').decode(pairs);
  for (let index = 0; index < characters.length; index += 1) {
    const unit = characters.charCodeAt(index);
    // Rows 41 and 94 are for private use: ICU decodes them, the standard does not have them.
    const isPrivate = unit >= 0xe000 && unit <= 0xf8ff;
    if (!isPrivate && unit !== 0xfffd) allow(unit);
  }
  return bits;
}
