import { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { type HeaderValue, mergeHeaders } from '../merge-headers.js';
import { ownMembers } from '../own.js';
import type { Reply } from '../reply.js';
import { markAnswered } from './answered.js';
import { drain } from './linger.js';

/** INTERNAL_ERROR of HTTP/2 (RFC 9113, 7). */
const internalError = 2;

/** How long an `end()` that a plugin holds back may take, in milliseconds: a session that is being stored. */
const patience = 1000;

/**
 * Writes a finished response. Headers that described the abandoned answer are removed, all others stay (see
 * `staleHeaders`); a request body that nobody read is drained, so that the connection can go on. If an answer has
 * begun, nothing is written and the connection is destroyed: half a body must not pass for a whole one. An answer
 * whose `end()` was called is whole: it is left to finish. Never throws.
 *
 * @example
 * writeReply(response, toReply(error, requestView(request), mydata()));
 */
export function writeReply(response: ServerResponse | Http2ServerResponse, reply: Reply): void {
  markAnswered(response, reply);
  if (response.headersSent) {
    cutOff(response);
    return;
  }
  try {
    // Both kinds of response write alike; their declarations only do not meet.
    const node = response as ServerResponse;
    const restore = setHead(node, reply);
    // If a handler still writes or pipes after its answer, that would be an unhandled error.
    node.on('error', ignore);
    if (isHttp2(response)) node.writeHead(reply.status);
    const { req } = response as Partial<ServerResponse>;
    const ended: unknown = node.end(req?.method === 'HEAD' ? undefined : reply.body);
    // A plugin (compression, a session) holds back an earlier `end()` of the application: its answer is whole.
    if (ended === false && !response.headersSent) restore();
    if (req !== undefined) drain(req);
  } catch {
    // Only listeners and methods that others put on the response can throw here.
    destroy(response);
  }
}

function ignore(): void {}

/** Sets status and headers, and returns a function that takes them back. */
function setHead(response: ServerResponse, reply: Reply): () => void {
  const { statusCode } = response;
  const earlier = ownMembers(response.getHeaders()) as Record<string, HeaderValue>;
  const headers = mergeHeaders(reply, earlier);
  setHeaders(response, earlier, headers);
  response.statusCode = reply.status;
  // A reason phrase set for the abandoned answer would stay; HTTP/2 does not have any, and warns of its mention.
  if (!isHttp2(response) && response.statusMessage) response.statusMessage = '';
  return () => {
    setHeaders(response, headers, earlier);
    response.statusCode = statusCode;
  };
}

function setHeaders(
  response: ServerResponse,
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, HeaderValue>>,
) {
  for (const name of Object.keys(from)) if (!Object.hasOwn(to, name)) response.removeHeader(name);
  for (const name of Object.keys(to)) {
    const value = to[name] as HeaderValue;
    if (value !== from[name]) response.setHeader(name, value as string);
  }
}

/**
 * Ends the connection of an answer that has begun and will not be whole. If a plugin has put an `end()` of its own
 * in the place of Node's, it may hold back the end of a whole answer: that gets a moment to finish.
 */
function cutOff(response: ServerResponse | Http2ServerResponse): void {
  if (response.writableEnded) return;
  if (!Object.hasOwn(response, 'end')) {
    destroy(response);
    return;
  }
  const timer = setTimeout(() => {
    if (!response.writableEnded) destroy(response);
  }, patience).unref();
  response.once('close', () => clearTimeout(timer));
}

/** Ends the connection so that its client cannot take half an answer for a whole one. */
export function destroy(response: ServerResponse | Http2ServerResponse): void {
  if (isHttp2(response)) {
    // Destroyed without a code, the stream would end as if it were complete.
    response.stream.close(internalError);
    return;
  }
  // A body of HTTP/1.0 is whole when the connection ends (RFC 9112, 6.3): only a reset says that it is not.
  // From 1.1 on the framing says it, and a reset could take the earlier answers of the connection with it.
  if (response.req?.httpVersion === '1.0') reset(response);
  response.destroy?.();
}

function isHttp2(response: ServerResponse | Http2ServerResponse): response is Http2ServerResponse {
  return (
    !(response instanceof ServerResponse) &&
    'stream' in response &&
    typeof response.stream?.close === 'function'
  );
}

function reset({ socket }: ServerResponse): void {
  // Node never closes a socket that is reset while its end is being sent.
  if (socket?.writableEnded && socket.writableLength === 0) return;
  try {
    socket?.resetAndDestroy();
  } catch {
    // Only TCP has a reset: TLS and pipes do not.
  }
}
