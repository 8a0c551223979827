/** Runs a hook that cannot hurt: what it throws, or its promise rejects with, is dropped. */
export function guarded<Result>(hook: () => Result): Result | undefined {
  try {
    const result = hook();
    // A rejection that nobody handles would end the process.
    if (typeof result === 'object' && result !== null && 'then' in result)
      Promise.resolve(result).catch(() => {});
    return result;
  } catch {
    return undefined;
  }
}
