import type { Server } from 'node:http';
import type { INestApplication, Type } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { expressAdapter, fastifyAdapter } from '../harnesses/nest.js';
import { keptAlive } from './raw-http.js';
import { Served } from './served.js';

export interface Platform {
  readonly name: 'Express' | 'Fastify';
  readonly makeAdapter: () => AbstractHttpAdapter;
  /** Node's own headers of an answer: Fastify keeps connections longer. */
  readonly connection: Readonly<Record<string, string>>;
}

/** Both platforms run the same tests; where they differ, the test says so and why. */
export const platforms: readonly Platform[] = [
  { name: 'Express', makeAdapter: expressAdapter, connection: keptAlive },
  {
    name: 'Fastify',
    makeAdapter: fastifyAdapter,
    connection: { ...keptAlive, 'keep-alive': 'timeout=72' },
  },
];

const applications = new Set<INestApplication>();

afterAll(async () => {
  for (const app of applications) {
    (app.getHttpServer() as Server).closeAllConnections();
    await app.close();
  }
  applications.clear();
});

/** A listening application, until the tests of the file are through. */
export async function serve(
  { makeAdapter }: Platform,
  module: Type | object,
  configure: (app: INestApplication) => unknown = () => {},
): Promise<Served> {
  const app = await NestFactory.create(module, makeAdapter(), { logger: false });
  await configure(app);
  await app.init();
  return served(app);
}

/** An initialized application, listening likewise. */
export async function served(app: INestApplication): Promise<Served> {
  applications.add(app);
  const { ready } = app.getHttpAdapter().getInstance() as { ready?: () => Promise<unknown> };
  await ready?.();
  return Served.start(app.getHttpServer() as Server);
}
