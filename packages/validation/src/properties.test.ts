import { ValidationPipe } from '@nestjs/common';
import { isFailure, toReply } from '@oryu/core';
import type { RequestPart } from '@oryu/core/binding';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { ConsentBody, jsonSchema, schemas, strict } from '../../../test/support/consents.js';
import { runs } from '../../../test/support/runs.js';
import { configured } from '../../../test/support/standards.js';
import { failureOfAjv, failureOfJoi, failureOfStandardSchema, parse } from './index.js';
import { exceptionFactory } from './nest/index.js';

/** Planted in values only; nothing in a reply is made of these letters by chance. */
const secret = 'gEhEiM';
const request = { method: 'POST', url: '/consents', header: () => undefined };

/** What is wrong with a failure, or with an answer to it. */
function* wrongsOf(refused: unknown): Generator<string> {
  if (!isFailure(refused)) return yield `${refused} is no failure`;
  const { kind, names } = refused;
  if (!/^(missing|invalid)-(header|parameter)$/.test(kind)) yield kind;
  if (new Set(names).size < names.length) yield `${names} repeat themselves`;
  for (const name of names) if (!/^[\w.[\]-]{1,64}$/.test(name)) yield name;
  for (const { standard } of configured) {
    const { headers, body } = toReply(refused, request, standard);
    const sent = JSON.stringify([headers, body.toString()]);
    if (sent.includes(secret)) yield sent;
    if (/[\r\n]/.test(Object.values(headers).join())) yield sent;
    if (sent.length > 2000) yield sent;
  }
}

const expectNoLeak = (refused: unknown) => expect([...wrongsOf(refused)]).toEqual([]);

const key = fc.oneof(
  fc.constantFrom('account', 'number', 'org_code', 'x-api-type', 'extra'),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'length', 'then', 'toJSON', ''),
  fc.constantFrom(
    'a.b',
    'a[0]',
    'a\r\nset-cookie: b',
    '</p><script>',
    '"',
    '\\',
    '%00',
    '\0',
    '계좌',
    '😀',
    '\ud83d',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('k', '한', ' ').chain((unit) => fc.constantFrom(unit.repeat(2 ** 10))),
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(secret, `${secret}\r\n`, `<${secret}>`, null, true, 0, '', '110', 'ABCDE'),
  fc.string().map((text) => secret + text),
);
/** What JSON.parse can make of a request, `__proto__` included. */
const json = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('any'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('any')), { maxLength: 6 })
      .map((entries) =>
        JSON.parse(`{${entries.map((each) => each.map((part) => JSON.stringify(part)).join(':')).join()}}`),
      ),
  ),
})).any;
const part = fc.constantFrom<RequestPart>('body', 'header', 'path', 'query');

test.each(Object.entries(schemas))('no value leaks, for every refusal of %s', async (_library, { body }) => {
  await fc.assert(
    fc.asyncProperty(json, part, async (input, where) => {
      const refused = await parse(body, input, where).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (refused !== undefined) expectNoLeak(refused);
    }),
    runs,
  );
});

test('no value leaks, for every refusal of ValidationPipe', async () => {
  const pipe = new ValidationPipe({ ...strict, exceptionFactory });
  await fc.assert(
    fc.asyncProperty(json, async (input) => {
      const metadata = { type: 'body', metatype: ConsentBody } as const;
      const refused: unknown = await pipe.transform(input, metadata).then(
        () => undefined,
        (thrown) => thrown,
      );
      if (refused !== undefined) expectNoLeak(refused);
    }),
    runs,
  );
});

test('no value leaks, for every refusal of Ajv', () => {
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(jsonSchema.body as object);
  fc.assert(
    fc.property(json, part, (input, where) => {
      if (!validate(input)) expectNoLeak(failureOfAjv(validate.errors, where));
    }),
    runs,
  );
});

test('no value leaks, for every refusal of Joi itself', () => {
  fc.assert(
    fc.property(json, part, (input, where) => {
      const { error } = schemas.joi.body.validate(input, { abortEarly: false });
      if (error !== undefined) expectNoLeak(failureOfJoi(error, where));
    }),
    runs,
  );
});

test('for every path and text of an issue, nothing breaks or leaks', () => {
  const segment = fc.oneof(key, fc.integer(), fc.constant(Symbol(secret)));
  const path = fc.array(
    fc.oneof(
      segment,
      segment.map((each) => ({ key: each })),
    ),
    { maxLength: 50 },
  );
  fc.assert(
    fc.property(fc.array(path, { maxLength: 20 }), json, part, (paths, input, where) => {
      const issues = paths.map((each) => ({ message: secret, path: each }));
      expectNoLeak(failureOfStandardSchema(issues, input, where));
    }),
    runs,
  );
});
