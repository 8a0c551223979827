import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { vaspModule } from './app.js';

const transfers = new Map([['b09c8d00-8da9-11ec-b909-0242ac120002', { status: 'processing' }]]);
const app = await NestFactory.create<NestExpressApplication>(vaspModule(transfers), { logger: false });
app.disable('x-powered-by');
await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
process.stdout.write(`curl -i -d transferId=1 '${await app.getUrl()}/v1/vasp/transfer/status'\n`);
