import { jest } from '@jest/globals';

/** Runs something, and returns what it printed by `console.error`, call by call. */
export async function printedBy(run: () => unknown): Promise<unknown[][]> {
  const print = jest.spyOn(console, 'error').mockImplementation(() => {});
  try {
    await run();
    return print.mock.calls;
  } finally {
    print.mockRestore();
  }
}
