import type { FailureKind } from '@oryu/core';
import multer from 'multer';
import { multerApps, type ParserApp } from '../support/parser-apps.js';
import { describeRefusals, field, file, form, part, type Refusal } from '../support/refusals.js';

const limits = (given: object): multer.Options => ({ limits: given });

const refusedByMulter: readonly Refusal<multer.Options>[] = [
  {
    name: 'LIMIT_PART_COUNT',
    options: limits({ parts: 1 }),
    body: form(field('a', '1'), field('b', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'LIMIT_FILE_SIZE',
    options: limits({ fileSize: 3 }),
    body: form(file('file', '1234')),
    kind: 'body-too-large',
  },
  {
    name: 'LIMIT_FILE_COUNT',
    options: limits({ files: 1 }),
    body: form(file('file', '1'), file('file', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'LIMIT_FIELD_VALUE',
    options: limits({ fieldSize: 3 }),
    body: form(field('a', '1234')),
    kind: 'body-too-large',
  },
  {
    name: 'LIMIT_FIELD_COUNT',
    options: limits({ fields: 1 }),
    body: form(field('a', '1'), field('b', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'LIMIT_FIELD_KEY',
    options: limits({ fieldNameSize: 3 }),
    body: form(field('abcd', '1')),
    kind: 'invalid-parameter',
  },
  {
    name: 'LIMIT_FIELD_NESTING',
    options: limits({ fieldNestingDepth: 1 }),
    body: form(field('a[b][c]', '1')),
    kind: 'invalid-parameter',
    names: ['a[b][c]'],
  },
  {
    name: 'LIMIT_FIELD_ARRAY_INDEX',
    options: limits({ fieldArrayIndexLimit: 5 }),
    body: form(field('a[6]', '1')),
    kind: 'invalid-parameter',
    names: ['a[6]'],
  },
  {
    // Nothing can be appended after the last index that an array can have.
    name: 'INVALID_FIELD_NAME',
    options: limits({ fieldArrayIndexLimit: Number.POSITIVE_INFINITY }),
    body: form(field('a[4294967294]', '1'), field('a[]', '2')),
    kind: 'invalid-parameter',
    names: ['a[]'],
  },
  {
    name: 'LIMIT_UNEXPECTED_FILE, of a name to clean,',
    options: {},
    body: form(file('photo<비밀>', '1')),
    kind: 'invalid-parameter',
    names: ['photo'],
  },
  { name: 'MISSING_FIELD_NAME', options: {}, body: form(part('', '1')), kind: 'malformed-body' },
  {
    name: "STREAM_DESTROYED, the storage's own doing,",
    options: {
      fileFilter: (_request, _file, done) => done(new multer.MulterError('STREAM_DESTROYED' as never)),
    },
    body: form(file('file', '1')),
    kind: 'unexpected',
  },
];

describe('forms that multer refuses', () => describeRefusals(multerApps, refusedByMulter));

describe('an error of busboy has only its text as a mark; NestJS knows the texts and makes a 400 of it', () => {
  const broken = [
    { name: 'a form that ends early', body: field('a', '1') },
    { name: 'a part with a malformed header', body: '--x\r\nsecret\r\n\r\n1\r\n--x--\r\n' },
    { name: 'no boundary', headers: { 'content-type': 'multipart/form-data' }, body: form() },
  ];
  const isOfNest = ({ name }: ParserApp<multer.Options>) => name.endsWith('NestJS');
  const ofKind = (kind: FailureKind) => broken.map((refusal) => ({ options: {}, kind, ...refusal }));
  const others = multerApps.filter((app) => !isOfNest(app));
  describeRefusals(others, ofKind('unexpected'));
  describeRefusals(multerApps.filter(isOfNest), ofKind('invalid-parameter'));
});
