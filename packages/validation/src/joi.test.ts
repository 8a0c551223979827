import 'reflect-metadata';
import type { FailureKind } from '@oryu/core';
import Joi from 'joi';
import { thrownBy } from '../../../test/support/thrown-by.js';
import { failureOfJoi, parse } from './index.js';

describe('Joi', () => {
  const consent = Joi.object({
    account: Joi.array().items(Joi.object({ number: Joi.string().required() })),
    org_code: Joi.string().empty('').required(),
  });

  const bodies: [body: object, kind: FailureKind, names: string[]][] = [
    [{}, 'missing-parameter', ['org_code']],
    [{ org_code: '' }, 'missing-parameter', ['org_code']],
    [{ account: [{}, { number: 1 }] }, 'missing-parameter', ['account.0.number', 'org_code']],
    [{ account: [{ number: 1 }], org_code: 'a' }, 'invalid-parameter', ['account.0.number']],
    [{ org_code: null, extra: 1 }, 'invalid-parameter', ['org_code', 'extra']],
  ];

  test.each(bodies)('%j is %s of %j', (body, kind, names) => {
    const { error } = consent.validate(body, { abortEarly: false });
    expect(failureOfJoi(error as Joi.ValidationError)).toMatchObject({ kind, names, cause: error });
  });

  test.each(bodies)('%j is %s of %j as a Standard Schema, too', async (body, kind, names) => {
    expect(await thrownBy(parse(consent, body))).toMatchObject({ kind, names });
  });
});
