/**
 * Runs a hook. Drops an error that it throws, and rejections of its promise or of each promise of an array.
 */
export function runHook<Result>(hook: () => Result): Result | undefined {
  try {
    const result = hook();
    // A rejection that nobody handles would end the process.
    if (typeof result === 'object' && result !== null) {
      if (Array.isArray(result)) Promise.allSettled(result);
      else if ('then' in result) Promise.resolve(result).catch(() => {});
    }
    return result;
  } catch {
    return undefined;
  }
}
