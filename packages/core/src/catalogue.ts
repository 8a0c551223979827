import type { Code } from './standard.js';

/** A catalogue's key as a code: whole numbers are numbers. */
export function codeOfKey(key: string): Code {
  return String(Number(key)) === key && Number.isSafeInteger(Number(key)) ? Number(key) : key;
}
