/** How many bytes a text takes in UTF-8; a lone surrogate counts as the U+FFFD that is written for it. */
export function byteLength(text: string): number {
  const wellFormed = (text as string & { toWellFormed(): string }).toWellFormed();
  let length = 0;
  for (let index = 0; index < wellFormed.length; index += 1) {
    const unit = wellFormed.charCodeAt(index);
    // Half of a pair is half of four bytes.
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return length;
}
