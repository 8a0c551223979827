/**
 * A copy of a text that holds nothing else. V8 cuts a text out of another by pointing into it: a word of a body
 * would keep the whole body in memory.
 */
export function flat(text: string): string {
  // Joining makes V8 copy the characters; cutting the one in front only points into that copy.
  return ` ${text}`.slice(1);
}
