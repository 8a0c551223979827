/** One variant, asked without a socket: told a number of requests, it tells the CPU time of one, in microseconds. */
import { MyDataError } from '@oryu/core';
import { variantOf } from '../applications/index.js';
import { bytes } from '../applications/variant.js';
import { Injector } from '../inject.js';

/** Those that answer with the same body, byte for byte; what others send differs. */
const prescribed = /^(floor|hand-written.*|ours, (by default|limit 0))$/;

const [framework = '', name = ''] = process.argv.slice(2);
const { server, stackTraceLimit = 1 } = await variantOf(framework, name);
MyDataError.stackTraceLimit = stackTraceLimit;
const injector = new Injector(await server());
if (prescribed.test(name) && !(await injector.answer()).endsWith(String(bytes))) {
  throw new Error(`${framework}, ${name}: another answer than the standard's`);
}

// Express writes what it answers to standard error, which is not what is measured.
process.stderr.write = () => true;
process.on('message', async (requests: number) => {
  const before = process.cpuUsage();
  for (let done = 0; done < requests; done += 1) await injector.request();
  const { user, system } = process.cpuUsage(before);
  process.send?.((user + system) / requests);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
