import { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { abandonedHeaders, type Reply } from '../reply.js';
import { drain } from './linger.js';

type HeaderValue = string | number | readonly string[] | undefined;
/** Headers set earlier that a framework has kept to itself until now. */
export type KeptHeaders = Readonly<Record<string, HeaderValue>>;

/** INTERNAL_ERROR of HTTP/2 (RFC 9113, 7). */
const internalError = 2;

/**
 * Writes a finished response. What described the abandoned answer is removed, all other headers stay; a
 * request body that nobody read is drained, so that the connection can go on. Where an answer had already
 * begun, nothing is written and the connection is destroyed: half a body must not pass for a whole one.
 * Never throws.
 *
 * @param kept headers set earlier that a framework has kept to itself until now
 *
 * @example
 * writeReply(response, toReply(error, requestView(request), mydata()));
 */
export function writeReply(
  response: ServerResponse | Http2ServerResponse,
  reply: Reply,
  kept?: KeptHeaders,
): void {
  if (response.headersSent) {
    if (!response.writableEnded) destroy(response);
    return;
  }
  try {
    for (const [name, value] of Object.entries(kept ?? {}))
      if (!Object.hasOwn(reply.headers, name)) setHeader(response, name, value);
    for (const name of response.getHeaderNames()) if (abandonedHeaders.has(name)) response.removeHeader(name);
    // A reason phrase set for the abandoned answer would stay; HTTP/2 has none, and warns of its mention.
    if (response instanceof ServerResponse && response.statusMessage) response.statusMessage = '';
    const { status, headers, body } = reply;
    // Both kinds of response write alike; their declarations only do not meet.
    (response as ServerResponse).writeHead(status, headers);
    (response as ServerResponse).end(response.req.method === 'HEAD' ? undefined : body);
    drain(response.req);
  } catch {
    // Only what others hung onto the response can throw here.
    destroy(response);
  }
}

function setHeader(response: ServerResponse | Http2ServerResponse, name: string, value: HeaderValue): void {
  try {
    if (value !== undefined) response.setHeader(name, value);
  } catch {
    // A malformed header must not take the answer with it.
  }
}

/** Ends the connection so that its client cannot take what it has for a whole answer. */
export function destroy(response: ServerResponse | Http2ServerResponse): void {
  if (!(response instanceof ServerResponse)) {
    // Destroyed without a code, the stream would end as if it were complete.
    response.stream.close(internalError);
    return;
  }
  // A body of HTTP/1.0 is whole when the connection ends (RFC 9112, 6.3): only a reset says that it is not.
  // From 1.1 on the framing says it, and a reset could take the earlier answers of the connection with it.
  if (response.req.httpVersion === '1.0') reset(response);
  response.destroy();
}

function reset({ socket }: ServerResponse): void {
  try {
    socket?.resetAndDestroy();
  } catch {
    // Only TCP has a reset: TLS and pipes do not.
  }
}
