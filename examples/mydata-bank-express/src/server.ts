import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { mydata } from '@oryu/core';
import { answerClientErrors } from '@oryu/core/node';

/** Listens on the loopback interface, behind the TLS terminator of this host. */
export async function listen(app: RequestListener, port: number): Promise<Server> {
  const server = createServer(app);
  // What Node's HTTP parser refuses never reaches Express.
  answerClientErrors(server, mydata());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
