import type { Application, Harness, Route } from './harness.js';

/** Builds and starts an application, and stops it whatever the check does. */
export async function withApplication(
  harness: Harness,
  application: Application,
  check: (port: number) => Promise<void>,
): Promise<void> {
  const { port, stop } = await harness.start(application);
  try {
    await check(port);
  } finally {
    await stop();
  }
}

/** A GET route that throws what `make` makes. */
export function throwing(path: string, make: () => unknown): Route {
  return {
    method: 'GET',
    path,
    handle: () => {
      throw make();
    },
  };
}
