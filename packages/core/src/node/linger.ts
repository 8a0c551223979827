import { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How long a connection that is being closed may stand still, in milliseconds. */
const patience = 2000;

/** How long it may take to close at all, in milliseconds: as long as nginx and Apache wait. */
const longest = 30_000;

/** How many bytes of it are read. */
const mostBytes = 100_000_000;

/**
 * Goes on reading a request body that nobody read to its end, after the answer. A kept connection is then ready
 * for the next request. A connection that Node closes after the answer is closed by {@link linger}.
 */
export function drain(request: IncomingMessage | Http2ServerRequest): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  if (request instanceof IncomingMessage) closeByLingering(request.socket, request);
}

/**
 * Lets Node close the connection by {@link linger}, if the application's answer closes it.
 *
 * @param request not needed any more once this request has arrived completely; without it, always
 */
export function closeByLingering(socket: Duplex, request?: IncomingMessage): void {
  if (!(socket instanceof Socket)) return;
  // Node destroys the socket once the answer has left; bytes that wait unread would then reset the connection.
  socket.destroySoon = () => {
    Reflect.deleteProperty(socket, 'destroySoon');
    if (request?.complete) socket.destroySoon();
    else linger(socket);
  };
}

/**
 * Closes a connection in a way that its client can still read the answer. If a socket is closed while bytes
 * wait in it unread, its client gets a reset, often instead of the answer. So only the sending side ends here.
 * Arriving bytes are read and dropped until the client closes, stands still, sends too much or takes too long.
 */
export function linger(socket: Duplex, lastBytes: string | Uint8Array = ''): void {
  if (socket.writable) socket.end(lastBytes);
  const destroy = () => socket.destroy();
  socket.on('error', destroy);
  if (!(socket instanceof Socket)) {
    destroyIn(patience, socket);
    return;
  }
  destroyIn(longest, socket);
  // Node's parser would hand further requests to the application, which nobody answers any more, and would
  // report the end of the connection as an error.
  for (const event of ['data', 'end', 'timeout']) socket.removeAllListeners(event);
  socket.setTimeout(patience, destroy);
  let bytesLeft = mostBytes;
  socket.on('data', ({ length }: Buffer) => {
    bytesLeft -= length;
    if (bytesLeft < 0) destroy();
  });
  socket.resume();
  // While the parser read, the stream was told nothing: it believes that it is reading already. This wakes it.
  socket.push('');
}

/** Destroys a socket on which answers are still to be sent, if its client does not read them or they take too long. */
export function destroyIfUnread(socket: Duplex): void {
  destroyIn(longest, socket);
  if (!(socket instanceof Socket)) return;
  // Node's own listener destroys the socket also if it is the application that takes its time.
  socket.removeAllListeners('timeout');
  socket.on('timeout', () => {
    if (socket.writableLength > 0) socket.destroy();
    else socket.setTimeout(patience);
  });
  socket.setTimeout(patience);
}

/** The process does not wait for the deadline. */
function destroyIn(milliseconds: number, socket: Duplex): void {
  const deadline = setTimeout(() => socket.destroy(), milliseconds).unref();
  socket.once('close', () => clearTimeout(deadline));
}
