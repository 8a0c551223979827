const original = Symbol('original error');

interface Marked {
  [original]?: { readonly error: unknown } | undefined;
}

/**
 * The error that a request failed by. Nest replaces the errors of body parsers and routers by exceptions that have
 * only their status, and uses one exception for an unknown route and a wrong method.
 */
export function originalErrorOf(request: object, exception: unknown): unknown {
  const marked = (request as Marked)[original];
  return marked === undefined ? exception : marked.error;
}

/** Calls one of Nest's handlers, which runs its filters before it returns. */
export function withOriginalError(error: unknown, request: object, handle: () => unknown): unknown {
  const marked = request as Marked;
  marked[original] = { error };
  try {
    return handle();
  } finally {
    marked[original] = undefined;
  }
}
