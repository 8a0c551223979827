import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { closeByLingering, destroyIfUnread, linger } from './linger.js';
import { destroy } from './write-reply.js';

/** A listener for the event 'clientError' of a server. */
export type ClientErrorListener = (error: NodeJS.ErrnoException, socket: Duplex) => void;

/**
 * Returns a listener for 'clientError' that refuses the connection when it is its turn: after the answers to
 * the requests before the error, and never within an answer.
 *
 * @param latest the latest response of each connection
 * @param refuse answers the error and closes the connection
 */
export function clientErrorListener(
  latest: WeakMap<Duplex, ServerResponse>,
  refuse: ClientErrorListener,
): ClientErrorListener {
  const failed = new WeakSet<Duplex>();

  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed || isHandshaking(socket)) {
      socket.destroy();
      return;
    }
    // Each further segment of a refused request is an error again.
    if (failed.has(socket)) return;
    failed.add(socket);
    if (socket.writable) refuseInTurn(error, socket);
    // Another listener has ended the socket, maybe with an answer.
    else linger(socket);
  };

  function refuseInTurn(error: NodeJS.ErrnoException, socket: Duplex): void {
    const response = latest.get(socket);
    if (response === undefined) {
      refuse(error, socket);
    } else if (response.req.complete) {
      // The error belongs to the request behind this one, whose answer comes first and may close the connection.
      if (response.writableFinished && response.socket === null) refuse(error, socket);
      else waitFor('finish', response, error, socket);
    } else if (response.socket === null && !response.writableFinished) {
      // The answers to the requests before it come first.
      waitFor('socket', response, error, socket);
    } else if (response.writableEnded) {
      // Already answered: a second answer would be taken for that of the next request.
      linger(socket);
    } else if (response.headersSent) {
      destroy(response);
    } else {
      refuse(error, socket);
    }
  }

  function waitFor(
    event: 'finish' | 'socket',
    response: ServerResponse,
    error: NodeJS.ErrnoException,
    socket: Duplex,
  ): void {
    destroyIfUnread(socket);
    closeByLingering(socket);
    response.once(event, () => {
      if (socket.writable) refuseInTurn(error, socket);
    });
  }
}

/** Whether a TLS socket is not yet secure: anything written to it waits for a handshake that may never end. */
function isHandshaking(socket: Duplex): boolean {
  return (socket as Partial<TLSSocket>).alpnProtocol === null;
}
