import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

export const failure = new Error('lost');

/** A stream that fails by itself, some time after the first read. */
export const failing = (later: number, ...parts: readonly string[]) =>
  Readable.from(
    (async function* () {
      yield* parts;
      await delay(later);
      throw failure;
    })(),
  );

/** A stream that fails after its first byte, whether it is read on or not. */
export const failingByItself = () => {
  const stream = new PassThrough();
  stream.write('first bytes');
  setTimeout(() => stream.destroy(failure), 5);
  return stream;
};
