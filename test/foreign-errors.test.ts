import createFastifyError from '@fastify/error';
import { HttpException } from '@nestjs/common';
import { type ErrorReport, Failure, type FailureKind, mydata, type Standard } from '@oryu/core';
import { exchange, type Route, type RunningApplication, requestBytes } from '@oryu/testing';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import createHttpError from 'http-errors';
import multer from 'multer';
import { assertAnswer, viewOf } from '../packages/testing/src/expectations.js';
import { harnesses } from './harnesses/index.js';
import { foreignErrors, secret } from './support/foreign-errors.js';
import { kinds } from './support/kinds.js';
import { tablesOf } from './support/spec.js';

/** Errors with a status, and the frameworks that document them as their own. To all others they are foreign. */
const errorsOfFrameworks: readonly (readonly [
  name: string,
  make: (status: number) => unknown,
  frameworks: readonly string[],
])[] = [
  [
    'http-errors',
    (status) => createHttpError(status, secret, { headers: { 'x-secret': secret } }),
    ['Express', 'Koa', 'NestJS', 'Fastify'],
  ],
  ['HttpException of NestJS', (status) => new HttpException({ secret }, status), ['NestJS']],
  [
    'HTTPException of Hono',
    (status) =>
      new HTTPException(status as ContentfulStatusCode, { message: secret, res: new Response(secret) }),
    ['Hono'],
  ],
  ['@fastify/error', (status) => new (createFastifyError('FST_SECRET', secret, status))(), ['Fastify']],
];

const kindOf = new Map(
  tablesOf('statuses')
    .flat()
    .map(({ status, kind }) => [status, kind as FailureKind]),
);
const statuses = Array.from({ length: 200 }, (_, index) => 400 + index).map((status) => ({
  status,
  kind: kindOf.get(String(status)) ?? (kindOf.get(`other ${String(status)[0]}xx`) as FailureKind),
}));

/** NestJS on Express counts as both: the errors of its other platform are foreign to it. */
const isOneOf = (name: string, frameworks: readonly string[]) =>
  frameworks.some((framework) => name.includes(framework));

/** What `GET /thrown/1` throws next. */
let thrown: unknown;
const target = '/thrown/1';
const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/thrown/:id',
    handle: () => {
      throw thrown;
    },
  },
];

describe.each(Object.values(harnesses).flat())('$name', (harness) => {
  const reports: ErrorReport[] = [];
  const options = { onError: (report: ErrorReport) => reports.push(report) };
  // MyData has one code for many kinds; `kinds` has one for each.
  const standards: readonly [Standard, ...Standard[]] = [kinds(), mydata()];
  let applications: readonly RunningApplication[];

  beforeAll(async () => {
    applications = await Promise.all(
      standards.map((standard) => harness.start({ standard, options, routes })),
    );
  });

  afterAll(() => Promise.all(applications.map((application) => application.stop())));

  beforeEach(() => {
    reports.length = 0;
  });

  /** The whole answer is what the standard has for the kind, and nothing of what was thrown. */
  async function assertAnswered(
    value: unknown,
    kind: FailureKind,
    by: readonly Standard[] = standards,
  ): Promise<void> {
    thrown = value;
    for (const [index, standard] of by.entries()) {
      const [answer] = await exchange(applications[index]?.port as number, requestBytes('GET', target));
      assertAnswer(answer, new Failure(kind), viewOf('GET', target), standard);
    }
  }

  test.each(foreignErrors)('%s is unexpected', async (_name, carries, make) => {
    const value = await make();
    expect(value).toMatchObject(carries);
    await assertAnswered(value, 'unexpected');
    expect(reports.map((report) => [report.origin, report.thrown === value])).toEqual([
      ['unexpected', true],
      ['unexpected', true],
    ]);
  });

  test.each(errorsOfFrameworks)(
    '%s, of every status from 400 to 599, is answered by the status if it is the framework’s own, otherwise as unexpected',
    async (_name, make, frameworks) => {
      const isOwn = isOneOf(harness.name, frameworks);
      const [byKinds] = standards;
      for (const { status, kind } of statuses) {
        await assertAnswered(make(status), isOwn ? kind : 'unexpected', [byKinds]);
      }
    },
  );

  test('a MulterError is unexpected if multer cannot have run', async () => {
    const canBe = isOneOf(harness.name, ['Express', 'Koa']);
    await assertAnswered(new multer.MulterError('LIMIT_FILE_SIZE'), canBe ? 'body-too-large' : 'unexpected');
  });
});

test('every status from 400 to 599 has a kind in the table', () => {
  expect(statuses.filter(({ kind }) => kind === undefined)).toEqual([]);
});
