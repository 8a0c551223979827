import type { RequestView } from '../reply.js';

const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/** What a standard may know of a Fetch request. The path is that of `request.url`, its escapes as they came. */
export function requestView(request: Request): RequestView {
  const { method, url, headers } = request;
  return { method, url: url.replace(origin, ''), header: (name) => headers.get(name) ?? undefined };
}
