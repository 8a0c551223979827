import type { KoaBodyMiddlewareOptions } from 'koa-body';
import { koaBodyApps } from '../support/parser-apps.js';
import { describeRefusals, field, file, form, type Refusal, urlencoded } from '../support/refusals.js';

const formidable = (options: KoaBodyMiddlewareOptions['formidable'] = {}) => ({
  multipart: true,
  formidable: options,
});

const refusedByFormidable: readonly Refusal<Partial<KoaBodyMiddlewareOptions>>[] = [
  {
    name: 'noParser (1003)',
    options: { multipart: true, text: false, multipartTypes: ['text/plain'] },
    headers: { 'content-type': 'text/plain' },
    body: 'secret',
    kind: 'unsupported-media-type',
  },
  {
    name: 'maxFieldsSizeExceeded (1006)',
    options: formidable({ maxFieldsSize: 3 }),
    body: form(field('a', '1234')),
    kind: 'body-too-large',
  },
  {
    name: 'maxFieldsExceeded (1007)',
    options: formidable({ maxFields: 1 }),
    body: form(field('a', '1'), field('b', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'smallerThanMinFileSize (1008)',
    options: formidable({ minFileSize: 3 }),
    body: form(file('file', '1')),
    kind: 'invalid-parameter',
  },
  {
    name: 'biggerThanTotalMaxFileSize (1009)',
    options: formidable({ maxTotalFileSize: 3 }),
    body: form(file('file', '12'), file('file', '34')),
    kind: 'body-too-large',
  },
  {
    name: 'noEmptyFiles (1010)',
    options: formidable(),
    body: form(file('file', '')),
    kind: 'invalid-parameter',
  },
  {
    name: 'malformedMultipart (1012)',
    options: formidable(),
    body: field('a', '1'),
    kind: 'malformed-body',
  },
  {
    name: 'missingMultipartBoundary (1013)',
    options: formidable(),
    headers: { 'content-type': 'multipart/form-data' },
    body: form(),
    kind: 'malformed-body',
  },
  {
    name: 'unknownTransferEncoding (1014)',
    options: formidable(),
    body: form(field('a', '1', 'content-transfer-encoding: secret\r\n')),
    kind: 'malformed-body',
  },
  {
    name: 'maxFilesExceeded (1015)',
    options: formidable({ maxFiles: 1 }),
    body: form(file('file', '1'), file('file', '2')),
    kind: 'body-too-large',
  },
  {
    name: 'biggerThanMaxFileSize (1016)',
    options: formidable({ maxFileSize: 3, maxTotalFileSize: 100 }),
    body: form(file('file', '1234')),
    kind: 'body-too-large',
  },
];

describe('forms that formidable refuses', () => describeRefusals(koaBodyApps, refusedByFormidable));

describe('forms that qs refuses', () => {
  const refused = [
    { body: 'a[b][c]=1', queryString: { depth: 1, strictDepth: true } },
    { body: 'a=1&b=2', queryString: { parameterLimit: 1, throwOnLimitExceeded: true } },
    { body: 'a[]=1&a[]=2', queryString: { arrayLimit: 1, throwOnLimitExceeded: true } },
  ];
  describeRefusals(
    koaBodyApps,
    refused.map(({ body, queryString }) => ({
      name: `${body} under ${JSON.stringify(queryString)}`,
      options: { queryString },
      headers: urlencoded,
      body,
      kind: 'malformed-body',
    })),
  );
});
