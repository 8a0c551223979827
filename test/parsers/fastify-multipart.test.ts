import type { FastifyMultipartBaseOptions } from '@fastify/multipart';
import { fastifyMultipartApps } from '../support/parser-apps.js';
import { describeRefusals, field, file, form, json, type Refusal } from '../support/refusals.js';

const refusedByFastify: readonly Refusal<FastifyMultipartBaseOptions>[] = [
  {
    name: 'FST_PARTS_LIMIT',
    options: { limits: { parts: 1 } },
    body: form(field('a', '1'), field('b', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'FST_FILES_LIMIT',
    options: { limits: { files: 1 } },
    body: form(file('file', '1'), file('file', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'FST_FIELDS_LIMIT',
    options: { limits: { fields: 1 } },
    body: form(field('a', '1'), field('b', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'FST_REQ_FILE_TOO_LARGE',
    options: { limits: { fileSize: 3 } },
    body: form(file('file', '1234')),
    kind: 'body-too-large',
  },
  {
    name: 'FST_PROTO_VIOLATION',
    options: {},
    body: form(field('__proto__', '1')),
    kind: 'invalid-parameter',
  },
  {
    name: 'FST_INVALID_JSON_FIELD_ERROR',
    options: {},
    body: form(field('a', '{"secret":', 'content-type: application/json\r\n')),
    kind: 'malformed-body',
  },
  {
    name: 'FST_INVALID_MULTIPART_CONTENT_TYPE',
    options: {},
    headers: json,
    body: '{}',
    kind: 'unsupported-media-type',
  },
  {
    name: 'a form that ends early, which has no mark but its text,',
    options: {},
    body: field('a', '1'),
    kind: 'unexpected',
  },
];

describe('forms that @fastify/multipart refuses', () =>
  describeRefusals(fastifyMultipartApps, refusedByFastify));
