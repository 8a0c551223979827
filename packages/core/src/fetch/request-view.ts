import type { RequestView } from '../reply.js';

const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/** The part of a Fetch request that a standard may know. The path is that of `request.url`, its escapes as they came. */
export function requestView(request: Request): RequestView {
  return new FetchRequestView(request);
}

class FetchRequestView implements RequestView {
  readonly #request: Request;
  readonly method: string;

  constructor(request: Request) {
    this.#request = request;
    this.method = request.method;
  }

  get url(): string {
    return this.#request.url.replace(origin, '');
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined;
  }
}
