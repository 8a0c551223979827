/** Planted wherever it must not be sent from. */
export const secret = 'gEhEiM-비밀-<&"\r\n';

/** Nothing in a reply is made of these letters by chance, however they were encoded on their way. */
const signs = [
  'gehe',
  '비밀',
  encodeURIComponent('비밀').toLowerCase(),
  Buffer.from('비밀').toString('latin1').toLowerCase(),
  String.raw`\ube44`,
  Buffer.from('gEhEiM').toString('hex'),
  Buffer.from('gEhEiM').toString('base64').slice(0, -1).toLowerCase(),
];

/** The signs of the secret in what is sent. */
export function leaks(sent: unknown): string[] {
  const text = JSON.stringify(sent).toLowerCase();
  return signs.filter((sign) => text.includes(sign));
}
