/** A process per variant: asked for a number of requests, it tells the CPU time of one, in microseconds. */
import { MyDataError } from '@oryu/core';
import { applications } from './applications/index.js';
import { Injector } from './inject.js';

const [framework = '', name] = process.argv.slice(2);
const variant = applications[framework]?.find((each) => each.name === name);
if (variant === undefined) throw new RangeError(`${framework} has no variant ${name}`);
MyDataError.stackTraceLimit = variant.stackTraceLimit ?? 1;
const injector = new Injector(await variant.server());
// Express writes what it answers to standard error, which is not what is measured.
process.stderr.write = () => true;

process.on('message', async (requests: number) => {
  const before = process.cpuUsage();
  for (let done = 0; done < requests; done += 1) await injector.request();
  const { user, system } = process.cpuUsage(before);
  process.send?.((user + system) / requests);
});
process.send?.('ready');
