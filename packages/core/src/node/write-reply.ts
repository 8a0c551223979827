import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { type Reply, staleHeaders } from '../reply.js';

/**
 * Writes a finished response. What described the abandoned answer is removed, all other headers stay; a
 * request body that nobody read is drained, so that the connection can go on. Where an answer had already
 * begun, nothing is written and the connection is destroyed: half a body must not pass for a whole one.
 * Never throws.
 *
 * @example
 * writeReply(response, toReply(error, requestView(request), mydata()));
 */
export function writeReply(response: ServerResponse | Http2ServerResponse, reply: Reply): void {
  if (response.headersSent) {
    if (!response.writableEnded) destroy(response);
    return;
  }
  try {
    for (const name of staleHeaders) response.removeHeader(name);
    response.removeHeader('content-type');
    // A reason phrase set for the abandoned answer would stay.
    if (response.statusMessage) response.statusMessage = '';
    const { status, headers, body } = reply;
    // Both kinds of response write alike; their declarations only do not meet.
    const { req: request } = (response as ServerResponse).writeHead(status, { ...headers });
    (response as ServerResponse).end(request.method === 'HEAD' ? undefined : body);
    drain(response.req);
  } catch {
    // Only what others hung onto the response can throw here.
    destroy(response);
  }
}

function drain(request: IncomingMessage | Http2ServerRequest): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
}

function destroy(response: ServerResponse | Http2ServerResponse): void {
  if (response instanceof ServerResponse) response.destroy();
  else response.stream.destroy();
}
