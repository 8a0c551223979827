/**
 * A process of its own per framework: the variants take turns, forwards and backwards, and each round's CPU
 * time per request is kept.
 */
import { MyDataError } from '@oryu/core';
import { variantOf } from '../applications/index.js';
import { Injector } from '../inject.js';

const [framework = '', roundsGiven, millisecondsGiven, warmUpGiven, ...names] = process.argv.slice(2);
const rounds = Number(roundsGiven);
const milliseconds = Number(millisecondsGiven);

const runners = await Promise.all(
  names.map(async (name) => {
    const { server, stackTraceLimit = 1 } = await variantOf(framework, name);
    const injector = new Injector(await server());
    return {
      name,
      costs: [] as number[],
      async run(requests: number): Promise<number> {
        MyDataError.stackTraceLimit = stackTraceLimit;
        const before = process.cpuUsage();
        for (let done = 0; done < requests; done += 1) await injector.request();
        const { user, system } = process.cpuUsage(before);
        return (user + system) / requests;
      },
    };
  }),
);

// Express writes what it answers to standard error, which is not what is measured.
process.stderr.write = () => true;
const warmUpCosts = new Map<string, number>();
for (const { name, run } of runners) {
  await run(Number(warmUpGiven));
  warmUpCosts.set(name, await run(200));
}
for (let round = 0; round < rounds; round += 1) {
  for (const { name, run, costs } of round % 2 === 0 ? runners : [...runners].reverse()) {
    const requests = Math.ceil((milliseconds * 1_000) / (costs.at(-1) ?? (warmUpCosts.get(name) as number)));
    costs.push(await run(requests));
  }
}
process.send?.(Object.fromEntries(runners.map(({ name, costs }) => [name, costs])), () => process.exit());
