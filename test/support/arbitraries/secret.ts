/** Planted wherever it must not be sent from. */
export const secret = 'gEhEiM-비밀-<&"\r\n';

/** A hook or a getter that fails. */
export function fail(): never {
  throw new Error(secret);
}

/** Everything about it says the secret, or fails. */
export const loud = {
  message: secret,
  stack: `Error: ${secret}\n    at /srv/${secret}/index.js:1:1`,
  sql: `SELECT * FROM accounts WHERE name = '${secret}'`,
  path: `/srv/${secret}`,
  toString: () => secret,
  toJSON: () => secret,
  [Symbol.toPrimitive]: () => secret,
};

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
