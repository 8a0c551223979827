import { once } from 'node:events';
import { createServer, type RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RawConnection, textOf } from './raw-http.js';

const servers = new Set<Server>();

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
    readonly server: Server,
    readonly port: number,
  ) {}

  static async start(handler: RequestListener | Server): Promise<Served> {
    const server = handler instanceof Server ? handler : createServer(handler);
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
