import { type AjvError, failureOfAjv } from './ajv.js';

// What Ajv itself makes of schemas is tested where Fastify has it do so.
test.each<[name: string, error: AjvError]>([
  ['account.0.number', { instancePath: '/account/0', params: { missingProperty: 'number' } }],
  ['org_code', { instancePath: '', params: { missingProperty: 'org_code' } }],
])('%s is missing', (name, error) => {
  expect(failureOfAjv([error])).toMatchObject({ kind: 'missing-parameter', names: [name] });
});

test.each<[name: string, error: AjvError]>([
  ['org_code', { instancePath: '/org_code', params: { pattern: '^A' } }],
  ['account.0', { instancePath: '/account/0', params: { type: 'object' } }],
  ['account.0.extra', { instancePath: '/account/0', params: { additionalProperty: 'extra' } }],
  ['extra', { instancePath: '', params: { unevaluatedProperty: 'extra' } }],
  ['extra', { instancePath: '', params: { propertyName: 'extra' } }],
  ['a.b', { instancePath: '/a/b', params: { allowedValues: ['c'] } }],
  ['ab.1c.d', { instancePath: '/a~1b/~01c/d' }],
  ['a', { instancePath: '/a', params: { allowedValue: 'secret', comparison: '<=', limit: 5 } }],
])('%s is wrong', (name, error) => {
  expect(failureOfAjv([error])).toMatchObject({ kind: 'invalid-parameter', names: [name] });
});

test('missing counts before wrong; the part decides between headers and parameters', () => {
  const errors = [{ instancePath: '/a' }, { instancePath: '', params: { missingProperty: 'b' } }];
  expect(failureOfAjv(errors, 'header')).toMatchObject({ kind: 'missing-header', names: ['b'] });
  expect(failureOfAjv(errors, 'query')).toMatchObject({ kind: 'missing-parameter', names: ['b'] });
});

test('the cause is the value that carried the errors, otherwise the errors', () => {
  const errors: AjvError[] = [{ instancePath: '/a' }];
  const thrown = new Error('body/a must be string');
  expect(failureOfAjv(errors, 'body', thrown).cause).toBe(thrown);
  expect(failureOfAjv(errors).cause).toBe(errors);
});

test.each([[undefined], [null], [[]], [[{}]]])('%j only says that something is wrong', (errors) => {
  expect(failureOfAjv(errors)).toMatchObject({ kind: 'invalid-parameter', names: [] });
});
