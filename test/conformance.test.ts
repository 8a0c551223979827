import { describeConformance } from '@oryu/testing';
import { harnesses } from './harnesses/index.js';
import { printedBy } from './support/printed.js';

/** What @hono/node-server itself prints: the error of a stream that it was sending. */
const isPrinted = (binding: string, name: string) =>
  binding === 'hono' && /^(cannot: )?(a stream|an answer over HTTP)/.test(name);

for (const [binding, all] of Object.entries(harnesses)) {
  for (const harness of all) {
    describeConformance(harness, {
      describe,
      test: (name, run) =>
        test(name, async () => {
          expect(await printedBy(run)).toHaveLength(isPrinted(binding, name) ? 1 : 0);
        }),
    });
  }
}
