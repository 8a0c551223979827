import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { assertStandard } from '../assert-standard.js';
import { Failure, type FailureKind } from '../failure.js';
import { noRequest } from '../reply.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';
import { clientErrorListener } from './client-errors.js';
import { closeByLingering } from './linger.js';
import { answerMissingHost, ownAnswerListeners } from './own-answers.js';
import { refuse } from './refuse.js';

/** The codes of Node's HTTP parser and timers that mean something else than a malformed request. */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'timeout'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'body-too-large'],
]);

/** Node tells it of every request before it answers or emits anything. */
const requestStart = 'http.server.request.start';

/** Marks a server whose client errors are answered, also by another copy of this package. */
const mark = Symbol.for('@oryu/core/answers-client-errors');

/**
 * Answers in the standard's format the requests that Node's HTTP server refuses before any framework sees them:
 *
 * | request | Node's answer | failure |
 * |---|---|---|
 * | a malformed request, header fields that are too large | 400, 431 | `malformed-request` |
 * | a chunk extension that is too long | 413 | `body-too-large` |
 * | a request that does not arrive in time (`headersTimeout`, `requestTimeout`) | 408 | `timeout` |
 * | a request without `Host` | 400 | `missing-header` |
 * | an `Expect` other than `100-continue` | 417 | `invalid-header` |
 * | more requests on a connection than `maxRequestsPerSocket` | 503 | `unavailable` |
 * | `CONNECT` | not answered; 405 over HTTP/2 | `method-not-allowed` |
 *
 * The first three close the connection after the answer and echo no transaction id, because no header was read.
 * An application that listens for 'checkExpectation' or 'connect' itself answers those itself. On a server that
 * is answered already, nothing changes.
 *
 * These Node still answers in its own way, or not at all:
 *
 * - A TLS handshake that fails or does not end in time: nobody could read an answer, so the connection is destroyed.
 * - A connection beyond `maxConnections`, or one that stands still longer than `timeout` or `keepAliveTimeout`: it
 *   is closed without an answer.
 * - A client error within an answer that has begun: the answer is cut off.
 * - Over HTTP/2 a request that breaks the protocol itself (RST_STREAM, GOAWAY), and a client without it on a server that
 *   allows nothing else (403).
 * - With the option `captureRejections`, a rejected listener for 'request': 500 as plain text.
 * - Upgrades that a listener for 'upgrade' refuses: a WebSocket library writes answers of its own. Without such a
 *   listener, an upgrade is an ordinary request.
 *
 * @returns a function that undoes it
 * @throws TypeError if the standard is not a configured one
 *
 * @example
 * const server = app.listen(8080);
 * answerClientErrors(server, mydata());
 */
export function answerClientErrors(server: Server, standard: Standard): () => void {
  assertStandard(standard);
  if (Object.hasOwn(server, mark)) return () => {};
  Object.defineProperty(server, mark, { configurable: true });
  const latest = new WeakMap<Duplex, ServerResponse>();

  const onRequestStart = (message: unknown) => {
    const { server: origin, response } = message as { server: unknown; response: ServerResponse };
    if (origin !== server) return;
    const { socket, headers } = response.req;
    latest.set(socket, response);
    // An answer that nobody of ours writes, such as Hono's, may leave the body unread, too.
    if (Object.hasOwn(headers, 'content-length') || Object.hasOwn(headers, 'transfer-encoding'))
      closeByLingering(socket, response.req);
    answerMissingHost(server, response, standard);
  };
  // Whoever is subscribed is held in memory: a closed server is not.
  const unwatch = () => unsubscribe(requestStart, onRequestStart);
  const watch = () => {
    unwatch();
    subscribe(requestStart, onRequestStart);
  };

  const listeners = Object.entries({
    ...ownAnswerListeners(server, latest, standard),
    clientError: clientErrorListener(latest, (error, socket) => {
      const failure = new Failure(kinds.get(error.code) ?? 'malformed-request', { cause: error });
      refuse(socket, toReply(failure, noRequest, standard));
    }),
    listening: watch,
    close: unwatch,
  }) as [event: string, listener: () => void][];
  watch();
  for (const [event, listener] of listeners) server.on(event, listener);
  return () => {
    unwatch();
    for (const [event, listener] of listeners) server.off(event, listener);
    Reflect.deleteProperty(server, mark);
  };
}
