import { once } from 'node:events';
import {
  connect,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

type Handler = Parameters<typeof createServer>[1];

/** What a server of HTTP/2 answers to a path: its headers and its body. */
export async function answerOverHttp2(
  server: Http2Server | Http2SecureServer,
  path: string,
): Promise<{ readonly headers: IncomingHttpHeaders; readonly body: string }> {
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    const stream = client.request({ ':path': path });
    const [[headers], body] = await Promise.all([once(stream, 'response'), stream.toArray()]);
    return { headers, body: Buffer.concat(body).toString() };
  } finally {
    client.close();
  }
}

/** Serves a handler over HTTP/2 for one request. */
export async function serveOverHttp2(handler: Handler, path: string) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await answerOverHttp2(server, path);
  } finally {
    server.close();
  }
}
