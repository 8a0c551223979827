import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { RawConnection, textOf } from './raw-http.js';

const servers = new Set<Server | HttpsServer>();

afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  servers.clear();
});

/** A server on a port of its own, until the tests of the file are through. */
export class Served {
  private constructor(
    readonly server: Server | HttpsServer,
    readonly port: number,
  ) {}

  static async start(handler: RequestListener | Server | HttpsServer): Promise<Served> {
    const server = typeof handler === 'function' ? createServer(handler) : handler;
    servers.add(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Served(server, (server.address() as AddressInfo).port);
  }

  connect(): Promise<RawConnection> {
    return RawConnection.open(this.port);
  }

  /** The whole answer to one request on a connection of its own. */
  async answerTo(request: Buffer): Promise<string> {
    const connection = await this.connect();
    const method = request.subarray(0, request.indexOf(' ')).toString();
    const answer = textOf(await connection.send(request).response(method));
    connection.reset();
    return answer;
  }
}
