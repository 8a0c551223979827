import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { RequestView } from '../reply.js';

/**
 * The part of a Node request that a standard may know.
 *
 * @param url path and query as received; required if the framework changes `request.url` (Express's mounts)
 */
export function requestView(
  request: IncomingMessage | Http2ServerRequest,
  url: string = request.url ?? '',
): RequestView {
  return new NodeRequestView(request, url);
}

class NodeRequestView implements RequestView {
  readonly #request: IncomingMessage | Http2ServerRequest;
  readonly method: string;
  readonly url: string;

  constructor(request: IncomingMessage | Http2ServerRequest, url: string) {
    this.#request = request;
    this.method = request.method ?? '';
    this.url = url;
  }

  header(name: string): string | undefined {
    const { headers } = this.#request;
    const key = name.toLowerCase();
    // `constructor` is a name that a header may have, and that every object has.
    const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
    return Array.isArray(value) ? value.join(', ') : value;
  }
}
