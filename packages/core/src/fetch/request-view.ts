import type { RequestView } from '../reply.js';

const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/** The part of a Fetch request that a standard may know. The path is that of `request.url`, its escapes as they came. */
export function requestView(request: Request): RequestView {
  return new FetchRequestView(request);
}

/** Reads nothing before it is asked: where a request cannot be read, the last resort is answered. */
class FetchRequestView implements RequestView {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  get method(): string {
    return this.#request.method;
  }

  get url(): string {
    return this.#request.url.replace(origin, '');
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined;
  }
}
