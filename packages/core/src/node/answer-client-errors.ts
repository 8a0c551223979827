import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { assertStandard } from '../assert-standard.js';
import { Failure, type FailureKind } from '../failure.js';
import { noRequest } from '../reply.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';
import { destroy } from './write-reply.js';

/** The codes of Node's HTTP parser and timers that mean something else than a malformed request. */
const kinds: ReadonlyMap<unknown, FailureKind> = new Map<unknown, FailureKind>([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'timeout'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'body-too-large'],
]);

/** How long a client may take to close the connection after the answer, in milliseconds, before it is destroyed. */
const patience = 1000;

/**
 * Answers in the standard's format what Node's HTTP parser refuses before any framework sees it: a bad
 * request line, header fields too large (431 by itself), a request that does not arrive in time (408). The
 * connection is closed after the answer. No transaction id is echoed: no header was read.
 *
 * @returns a function that undoes it
 * @throws TypeError where the standard is none
 *
 * @example
 * const server = app.listen(8080);
 * answerClientErrors(server, mydata());
 */
export function answerClientErrors(server: Server, standard: Standard): () => void {
  assertStandard(standard);
  const latest = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    latest.set(request.socket, response);
  };

  const onClientError = (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Each further segment of a refused request is an error again; destroying now could reset the answer away.
    if (refused.has(socket)) return;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const response = latest.get(socket);
    if (response === undefined) {
      refuse(error, socket);
    } else if (response.req.complete) {
      // The error belongs to the request behind this one, whose answer comes first and may close the connection.
      if (response.writableFinished && response.socket === null) refuse(error, socket);
      else response.once('finish', () => onClientError(error, socket));
    } else if (response.socket === null && !response.writableFinished) {
      // The answers to the requests before it come first.
      response.once('socket', () => onClientError(error, socket));
    } else if (response.writableEnded) {
      // Already answered: a second answer would be taken for that of the next request.
      close(socket);
    } else if (response.headersSent) {
      destroy(response);
    } else {
      refuse(error, socket);
    }
  };

  function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    const failure = new Failure(kinds.get(error.code) ?? 'malformed-request', { cause: error });
    const { status, headers, body } = toReply(failure, noRequest, standard);
    const lines = Object.entries({ ...headers, date: new Date().toUTCString(), connection: 'close' });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n`, 'latin1');
    close(socket, body);
  }

  function close(socket: Duplex, lastBytes: string | Uint8Array = ''): void {
    refused.add(socket);
    // Destroying at once could reset the connection before the client has read the answer.
    socket.end(lastBytes, () => setTimeout(() => socket.destroy(), patience).unref());
  }

  server.prependListener('request', onRequest);
  server.on('clientError', onClientError);
  return () => {
    server.off('request', onRequest);
    server.off('clientError', onClientError);
  };
}
