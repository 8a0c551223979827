import { createHash } from 'node:crypto';

/**
 * SHA-256, over UTF-8 in the order of code points, of printable ASCII and the 8,224 characters of KS X 1001.
 * Computed with Python: its codec `euc_kr` over rows and cells 0xA1–0xFE, without U+20AC and U+00AE (added in
 * 1998) and with U+3164, which that codec takes for the start of a composed syllable.
 */
const hash = 'faf62840d5a7774ee2f727bbc8403857529fa738caf3322686d4dc7503187c51';

/** Printable ASCII and KS X 1001, in the order of code points. */
export const repertoire: ReadonlySet<string> = new Set([...ascii(), ...ksX1001()].sort());

if (
  createHash('sha256')
    .update([...repertoire].join(''))
    .digest('hex') !== hash
) {
  throw new Error('this runtime does not decode KS X 1001 as Python does');
}

/** Whether a text keeps to AH(450) as it is. */
export function isAH(text: unknown): text is string {
  if (typeof text !== 'string' || text.trim() === '') return false;
  return Buffer.byteLength(text) <= 450 && text.split('').every((unit) => repertoire.has(unit));
}

function* ascii(): Generator<string> {
  for (let code = 0x20; code < 0x7f; code += 1) yield String.fromCharCode(code);
}

function* ksX1001(): Generator<string> {
  const decoder = new TextDecoder('euc-kr');
  for (let row = 0xa1; row <= 0xfe; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const text = decoder.decode(Uint8Array.of(row, cell));
      // What is in no row, and the private use that WHATWG's table adds.
      if (text.length === 1 && !/[\ufffd\ue000-\uf8ff]/.test(text)) yield text;
    }
  }
}
