const original = Symbol('original error');

interface Marked {
  [original]?: { readonly error: unknown } | undefined;
}

/**
 * The original error behind the exception that Nest hands to its filters. Nest replaces the errors of body parsers and
 * routers by exceptions with only their status. It uses one exception for an unknown route and a wrong method.
 */
export function originalErrorOf(request: object, exception: unknown): unknown {
  const marked = (request as Marked)[original];
  return marked === undefined ? exception : marked.error;
}

/** Calls a handler of Nest, and keeps the original error while it runs: Nest's filters run before it returns. */
export function withOriginalError(error: unknown, request: object, handle: () => unknown): unknown {
  const marked = request as Marked;
  marked[original] = { error };
  try {
    return handle();
  } finally {
    marked[original] = undefined;
  }
}
