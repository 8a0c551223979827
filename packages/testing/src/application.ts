import type { Application, Harness, Mount, Route } from './harness.js';

/** Hears crashes: without an onError, a framework prints each of them. */
const heard = (mount: Mount) => ({ ...mount, options: { onError: () => {}, ...mount.options } });

/** Builds and starts an application, and stops it whatever the check does. */
export async function withApplication(
  harness: Harness,
  application: Application,
  check: (port: number) => Promise<void>,
): Promise<void> {
  const { mounts = [] } = application;
  const parts = mounts.map((part) => ({ ...part, ...heard(part) }));
  const { port, stop } = await harness.start({ ...application, ...heard(application), mounts: parts });
  try {
    await check(port);
  } finally {
    await stop();
  }
}

/** A GET route that throws the value that `make` returns, and sets headers before. */
export function throwing(
  path: string,
  make: () => unknown,
  headers: Readonly<Record<string, string | string[]>> = {},
): Route {
  return {
    method: 'GET',
    path,
    handle: (route) => {
      for (const [name, value] of Object.entries(headers)) route.setHeader(name, value);
      throw make();
    },
  };
}
