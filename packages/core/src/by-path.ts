import { assertStandard } from './assert-standard.js';
import type { Reply, RequestView } from './reply.js';
import type { Standard } from './standard.js';

/** Scheme and host of a request target in absolute form. */
const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/**
 * Several standards for one server, chosen by the path of the request. The result stands wherever a standard
 * does: in every binding, in `standardHeaders`, `answerClientErrors` and `serverOptions`.
 *
 * The longest prefix that ends at a `/` or at the end of the path governs. Paths are compared as received, with
 * case. `'/'` governs every other path, and a request without a path: one that Node's HTTP parser refuses.
 *
 * @param standards configured standards by path prefix; `'/'` is required
 * @throws TypeError if `'/'` is missing, a prefix does not begin with `/` or holds a `?` or `#`, or a value is not
 *   a configured standard
 *
 * @example
 * app.use(providerErrors(byPath({ '/oauth/2.0/token': mydataToken(), '/': mydata() })));
 */
export function byPath(standards: Readonly<Record<string, Standard>>): Standard {
  if (typeof standards !== 'object' || standards === null)
    throw new TypeError("byPath needs an object of standards by path prefix: byPath({ '/': mydata() })");
  const entries = Object.entries(standards);
  for (const [prefix, standard] of entries) {
    if (!/^\/[^?#]*$/.test(prefix))
      throw new TypeError(
        `byPath: ${JSON.stringify(prefix)} is not a path: it must begin with / and must not have a query`,
      );
    assertStandard(standard);
  }
  const root = Object.hasOwn(standards, '/') ? standards['/'] : undefined;
  if (root === undefined)
    throw new TypeError("byPath needs a standard for '/', for all paths that no other prefix matches");
  const longestFirst = entries.sort(([a], [b]) => b.length - a.length);

  const governing = (request: RequestView): Standard => {
    const path = pathOf(request);
    const found = longestFirst.find(([prefix]) => leadsTo(prefix, path));
    return (found?.[1] ?? root).governing(request);
  };
  const configured = (id: string): Standard | undefined => {
    for (const [, standard] of entries) {
      const found = standard.configured(id);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return Object.freeze({
    ...root,
    governing,
    configured,
    render: (...given: Parameters<Standard['render']>): Reply => governing(given[1]).render(...given),
    headers: (request: RequestView) => governing(request).headers(request),
  });
}

function pathOf({ url }: RequestView): string {
  return url.replace(origin, '').replace(/[?#].*$/s, '');
}

function leadsTo(prefix: string, path: string): boolean {
  return (
    path.startsWith(prefix) &&
    (path.length === prefix.length || prefix.endsWith('/') || path[prefix.length] === '/')
  );
}
