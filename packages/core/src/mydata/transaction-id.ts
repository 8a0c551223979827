import type { RequestView } from '../reply.js';

/** Chosen: an id is echoed only as far as the grammar of Annex 14 goes; a malformed one is never reflected. */
const mostOfId = 25;
const notOfId = /[^A-Z0-9]/;

/** The request's transaction id; undefined if there is not one that may be echoed. */
export function transactionId(request: RequestView): string | undefined {
  const id: unknown = request.header('x-api-tran-id');
  const isEchoable = typeof id === 'string' && id !== '' && id.length <= mostOfId && !notOfId.test(id);
  return isEchoable ? id : undefined;
}

/** Annex 14: the transaction id goes back unchanged, with success and error alike. */
export function transactionHeaders(request: RequestView): Record<string, string> {
  const id = transactionId(request);
  return id === undefined ? {} : { 'x-api-tran-id': id };
}
