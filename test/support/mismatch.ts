import { type Mismatch, parseReply, type Standard } from '@oryu/core';

/** A response as the wire has it. */
export interface Wire {
  readonly status: number;
  readonly body?: string;
  readonly location?: string;
}

/** Why a response is not an error of a standard. */
export function mismatchOf(standard: Standard, { status, body = '', location }: Wire): Mismatch {
  const reading = parseReply(standard, { status, headers: location === undefined ? {} : { location }, body });
  expect(reading.error).toBeUndefined();
  return reading as Mismatch;
}

/** Annex 1 (1) 1, p. 279: descriptions of `invalid_request`, in no table an `error`. Our names of two codes. */
export const ourWords = ['invalid_client_id', 'invalid_redirection'];
