/**
 * SHA-256, over UTF-8 in the order of code points, of printable ASCII and the 8,224 characters of KS X 1001.
 * Computed with Python: its codec `euc_kr` over rows and cells 0xA1–0xFE, without U+20AC and U+00AE (added in
 * 1998) and with U+3164, which that codec takes for the start of a composed syllable.
 */
export const repertoireHash = 'faf62840d5a7774ee2f727bbc8403857529fa738caf3322686d4dc7503187c51';
