import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Reply } from '../reply.js';
import { isAnswered, markAnswered } from './answered.js';
import { writeReply } from './write-reply.js';

/** The methods by which a response leaves. */
type Methods = Pick<ServerResponse, 'writeHead' | 'write' | 'end' | 'flushHeaders'>;

const sealedBy = Symbol('seal');

interface Sealed extends ServerResponse {
  [sealedBy]: { readonly reply: Reply; readonly own: Methods; isWritten: boolean };
}

/**
 * Seals a response with the reply that answers it, before the framework has finished. Outer middleware, hooks and
 * plugins go on as they always do, and set cookies, sessions and timings. Whatever is then sent, by whom ever, the
 * status, headers and bytes of the reply go out in its place, together with the headers that stay (see
 * `staleHeaders`). The first reply stays; if an answer has begun, {@link writeReply} says what happens.
 *
 * Only this response object gets methods of its own. Not sealed are Node's `writeContinue`, `writeProcessing` and
 * `writeEarlyHints`, HTTP/2's `stream` itself, and bytes written straight to the socket. A compression that pipes
 * into the response is replaced by the uncompressed reply.
 *
 * @example
 * sealReply(context.res, toReply(error, requestView(context.req), mydata()));
 */
export function sealReply(response: ServerResponse | Http2ServerResponse, reply: Reply): void {
  if (isAnswered(response)) return;
  if (response.headersSent) {
    writeReply(response, reply);
    return;
  }
  markAnswered(response, reply);
  const sealed = response as Sealed;
  const { writeHead, write, end, flushHeaders } = sealed;
  sealed[sealedBy] = { reply, own: { writeHead, write, end, flushHeaders }, isWritten: false };
  Object.assign(sealed, seals);
}

/** The methods of a sealed response, in the place of its own. */
const seals = {
  /** The framework's status is not sent. Its headers were set for this response, like those set before. */
  writeHead(this: Sealed, _status: number, ...rest: unknown[]) {
    const given = rest.at(-1);
    if (!this[sealedBy].isWritten && typeof given === 'object' && given !== null) addHeaders(this, given);
    return this;
  },
  write(this: Sealed, ...given: unknown[]) {
    send(this);
    callBack(this, given);
    return true;
  },
  end(this: Sealed, ...given: unknown[]) {
    send(this);
    callBack(this, given);
    return this;
  },
  /** The head leaves together with the body. */
  flushHeaders() {},
};

function addHeaders(response: ServerResponse, given: object): void {
  if (!Array.isArray(given)) {
    for (const [name, value] of Object.entries(given)) addHeader(response, name, value);
    return;
  }
  // Node also takes an array of names and values in turn, or an array of pairs.
  const flat = given.flat();
  for (let index = 0; index + 1 < flat.length; index += 2) addHeader(response, flat[index], flat[index + 1]);
}

function addHeader(response: ServerResponse, name: string, value: string | undefined): void {
  try {
    if (value !== undefined) response.setHeader(name, value);
  } catch {
    // A malformed header must not take the answer with it.
  }
}

/** Writes the reply through the methods that the response had, and seals it again: later writes are dropped. */
function send(response: Sealed): void {
  const seal = response[sealedBy];
  if (seal.isWritten) return;
  seal.isWritten = true;
  Object.assign(response, seal.own);
  writeReply(response, seal.reply);
  Object.assign(response, seals);
}

function callBack(response: ServerResponse, given: readonly unknown[]): void {
  const callback = given.find((value) => typeof value === 'function') as (() => void) | undefined;
  if (callback === undefined) return;
  if (response.writableFinished) queueMicrotask(callback);
  else response.once('finish', callback);
}
