import type { RequestView } from '@oryu/core';

/** A request as a standard sees it; header names in any case. */
export function requestOf({
  method = 'GET',
  url = '/',
  headers = {},
}: {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
} = {}): RequestView {
  const values = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { method, url, header: (name) => values.get(name.toLowerCase()) };
}
