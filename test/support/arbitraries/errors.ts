import { parseReply, toReply } from '@oryu/core';
import fc from 'fast-check';
import { neededBy } from '../checkers/checker.js';
import { requestOf } from '../request.js';
import type { CodeFacts } from '../spec.js';
import { cause, headers, retryAfter } from './options.js';
import { printedAs } from './printed-as.js';
import { fail, loud, secret } from './secret.js';
import { classes, type StandardUnderTest } from './standards.js';
import { anyText } from './texts.js';
import type { Thrown } from './thrown.js';

/** What an error of a code may be given beside it. */
function optionsFor({ surface }: StandardUnderTest, fact: CodeFacts): fc.Arbitrary<Record<string, unknown>> {
  const needs = neededBy(surface, fact);
  const possible: Record<string, fc.Arbitrary<unknown>> = {
    headers,
    cause,
    ...((fact.rule === 'free' || fact.rule === 'optional') && { message: anyText }),
    ...(fact.retryable && { retryAfter }),
    ...surface.options?.(fact),
  };
  return fc.record(possible, { requiredKeys: needs === undefined ? [] : [needs] });
}

/** Any error that can be made: a code of any standard, with whatever it may be given. */
const typed: fc.Arbitrary<Thrown> = fc.constantFrom(...classes).chain((of) =>
  fc.constantFrom(...of.facts).chain((fact) =>
    optionsFor(of, fact).map((options) => ({
      thrown: of.build(fact.code, options),
      of,
      code: fact.code,
      options,
    })),
  ),
);

/** What a program may do with an error of its own, none of which changes what the error says. */
const worn = fc
  .tuple(
    typed,
    fc.constantFrom<((error: object) => object)[]>(
      Object.freeze,
      (error) => Object.assign(error, { status: 200, ...loud }),
      (error) => Object.defineProperty(error, 'stack', { get: fail }),
      (error) => new Proxy(error, {}),
      (error) => Object.create(error),
    ),
  )
  .map(([each, wear]): Thrown => ({ ...each, thrown: wear(each.thrown as object) }));

/** A member of an error, and what it must not be. */
const tampering: fc.Arbitrary<[member: string, value: unknown]> = fc.oneof(
  fc.tuple(
    fc.constantFrom('code', 'standard', 'options', 'fromWire'),
    fc.constantFrom<unknown>(
      secret,
      undefined,
      null,
      '__proto__',
      'constructor',
      'mydata',
      'kakao',
      40305,
      -1,
      Object.create(null),
    ),
  ),
  fc.tuple(
    fc.constant('options'),
    fc.constantFrom<unknown>(
      { ...loud, message: undefined },
      { headers: { 'x-a': 'a\r\nb: c' } },
      { headers: 1 },
      { retryAfter: secret },
      { callback: `javascript:${secret}` },
      { message: 'another text' },
      { message: loud },
      { description: loud },
    ),
  ),
);

/** What a program must not do with it: some other conformant answer, and nothing leaks. */
const tampered = fc
  .tuple(typed, tampering, fc.boolean())
  .map(([{ thrown, of, options }, [member, value], isGetter]): Thrown => {
    const get = () => (isGetter ? fail() : value);
    const error = Object.defineProperty(Object.create(thrown as object), member, { get });
    return printedAs(`${of?.name}, its ${member} ${isGetter ? 'failing' : fc.stringify(value)}`, {
      thrown: error,
      ...(of && { of }),
      options: member === 'options' ? {} : { ...options },
    });
  });

/** An error read from another server's response, which the handler's standard must answer. */
const fromWire: fc.Arbitrary<Thrown> = typed
  .filter(({ of }) => of?.id !== 'tiny')
  .map(({ thrown, of }) => {
    const { make, base } = of as StandardUnderTest;
    const standard = make(base);
    return { thrown: parseReply(standard, toReply(thrown, requestOf(), standard)).error };
  });

/** Any typed error, in whatever state. */
export const anyError: fc.Arbitrary<Thrown> = fc.oneof(typed, worn, tampered, fromWire);
