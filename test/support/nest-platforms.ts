import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { expressAdapter, fastifyAdapter } from '../harnesses/nest.js';
import { keptAlive, RawConnection, request, textOf } from './raw-http.js';

export interface Platform {
  readonly name: 'Express' | 'Fastify';
  readonly makeAdapter: () => AbstractHttpAdapter;
  /** Node's own headers of an answer: Fastify keeps connections longer. */
  readonly connection: Readonly<Record<string, string>>;
}

/** Both platforms run the same tests; where they differ, the test says so and why. */
export const platforms: readonly Platform[] = [
  { name: 'Express', makeAdapter: () => expressAdapter(ExpressAdapter), connection: keptAlive },
  {
    name: 'Fastify',
    makeAdapter: () => fastifyAdapter(FastifyAdapter),
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

/** Gives the whole answer to one request on a connection of its own. */
export type AnswerTo = (
  line: string,
  headers?: Readonly<Record<string, string>>,
  body?: string,
) => Promise<string>;

/** Starts an application, until the tests of the file are through. */
export async function serve(
  { makeAdapter }: Platform,
  module: Parameters<typeof NestFactory.create>[0],
  configure: (app: INestApplication) => unknown = () => {},
): Promise<AnswerTo> {
  const app = await NestFactory.create(module, makeAdapter(), { logger: false, abortOnError: false });
  await configure(app);
  return answersOf(app);
}

/** Lets an application listen, likewise. */
export async function answersOf(app: INestApplication): Promise<AnswerTo> {
  applications.add(app);
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return async (line, headers, body) => {
    const connection = await RawConnection.open(port);
    const [method] = line.split(' ');
    const answer = textOf(await connection.send(request(line, headers, body)).response(method));
    connection.reset();
    return answer;
  };
}
