import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Reply } from '../reply.js';
import { linger } from './linger.js';

/** Writes a reply to a socket without a response of Node's, and closes the connection. */
export function refuse(socket: Duplex, { status, headers, body }: Reply): void {
  const lines = Object.entries({ ...headers, date: new Date().toUTCString(), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n`, 'latin1');
  linger(socket, body);
}
