import type { RequestView } from '../reply.js';

const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/** What a standard may know of a Fetch request. The path is that of `request.url`, its escapes as they came. */
export function requestView(request: Request): RequestView {
  return {
    method: request.method,
    // Asked for by few standards, and costly on some runtimes, as are the headers.
    get url() {
      return request.url.replace(origin, '');
    },
    header: (name) => request.headers.get(name) ?? undefined,
  };
}
