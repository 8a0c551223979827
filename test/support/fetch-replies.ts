import { type MyDataCode, mydata } from '@oryu/core';
import { jsonReply } from './reply.js';
import { codesOf } from './spec.js';

export const url = 'http://api.example/v2/bank/accounts?limit=500';
export const transactionId = '0000000000M00000000000001';
/** The headers of a request, and of every response to it. */
export const owed = { 'x-api-tran-id': transactionId };

/** A Response as a reply. */
export async function received(response: Response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** What MyData prescribes for a code: status from the document, text from the catalogue. */
export function answerOf(code: MyDataCode, headers: Record<string, string> = {}) {
  const { status } = codesOf('mydata', 'api').find((row) => row.code === code) as { status: number };
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  const body = `{"rsp_code":"${code}","rsp_msg":"${mydata().codes.get(code)?.text}"}`;
  return jsonReply(status, body, { ...challenge, ...headers });
}
