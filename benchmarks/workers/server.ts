/** One variant, listening; tells its port, and the CPU time it used so far whenever asked. */
import type { AddressInfo } from 'node:net';
import { MyDataError } from '@oryu/core';
import { variantOf } from '../applications/index.js';

const [framework = '', name = ''] = process.argv.slice(2);
const { server, stackTraceLimit = 1 } = await variantOf(framework, name);
MyDataError.stackTraceLimit = stackTraceLimit;
const listening = await server();

// Express writes what it answers to standard error, which is not what is measured.
process.stderr.write = () => true;
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
listening.listen(0, '127.0.0.1', () => process.send?.({ port: (listening.address() as AddressInfo).port }));
