import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyMultipartBaseOptions } from '@fastify/multipart';
import { bodyParser } from '@koa/bodyparser';
import { type ErrorReport, Failure, type FailureKind, mydata, type Standard } from '@oryu/core';
import { providerErrors as ofKoa } from '@oryu/koa';
import { exchange, requestBytes } from '@oryu/testing';
import Koa, { type Middleware } from 'koa';
import type { KoaBodyMiddlewareOptions } from 'koa-body';
import multer from 'multer';
import { assertAnswer, viewOf } from '../packages/testing/src/expectations.js';
import { kinds } from './support/kinds.js';
import {
  fastifyMultipartApps,
  jsonApps,
  koaBodyApps,
  multerApps,
  type ParserApp,
} from './support/parser-apps.js';
import { Served } from './support/served.js';

/** A request that a parser refuses, and what that is in the words of `Failure`. */
interface Refusal<Options> {
  readonly name: string;
  readonly options: Options;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly kind: FailureKind;
  readonly names?: readonly string[];
}

const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
const json = { 'content-type': 'application/json' };
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

const part = (disposition: string, content: string, header = '') =>
  `--x\r\ncontent-disposition: form-data${disposition}\r\n${header}\r\n${content}\r\n`;
const field = (name: string, value: string, header = '') => part(`; name="${name}"`, value, header);
const file = (name: string, content: string) =>
  part(`; name="${name}"; filename="secret"`, content, 'content-type: text/plain\r\n');
const form = (...parts: readonly string[]) => `${parts.join('')}--x--\r\n`;

/** The whole answer is what the standard has for the failure: nothing of the parser's is in it. */
function describeRefusals<Options>(
  apps: readonly ParserApp<Options>[],
  refusals: readonly Refusal<Options>[],
) {
  describe.each(apps)('$name', ({ make }) => {
    test.each(refusals)(
      '$name is answered as $kind',
      async ({ name, options, headers = multipart, body, kind, names = [] }) => {
        const code = codeIn(name);
        // MyData lists names, and has one code for many kinds; `kinds` has one for each.
        for (const standard of [mydata() as Standard, kinds()]) {
          const thrown: unknown[] = [];
          const hooks = { onError: (report: ErrorReport) => thrown.push(report.thrown) };
          const { port } = await Served.start(await make({ standard, hooks }, options));
          const [answer] = await exchange(port, requestBytes('POST', '/', headers, body));
          assertAnswer(answer, new Failure(kind, { names }), viewOf('POST', '/', headers), standard);
          // A name must not lie about what was thrown; NestJS puts an exception around it.
          if (code !== undefined) expect(thrown.map(codeOf)).toEqual([code]);
        }
      },
    );
  });
}

/** The code of a library that a test is named after: `LIMIT_FILE_SIZE`, `biggerThanMaxFileSize (1016)`. */
function codeIn(name: string): string | number | undefined {
  const number = /\((\d+)\)$/.exec(name)?.[1];
  return number === undefined ? /^[A-Z_]+(?=,|$)/.exec(name)?.[0] : Number(number);
}

function codeOf(thrown: unknown): unknown {
  const { code, cause } = thrown as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  return code ?? cause?.code;
}

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

describe('what multer refuses', () => describeRefusals(multerApps, refusedByMulter));

describe('what busboy refuses has no mark but its text; NestJS, which knows the texts, makes a 400 of it', () => {
  const broken = [
    { name: 'a form that ends early', body: field('a', '1') },
    { name: 'a part whose header is none', body: '--x\r\nsecret\r\n\r\n1\r\n--x--\r\n' },
    { name: 'no boundary', headers: { 'content-type': 'multipart/form-data' }, body: form() },
  ];
  const isOfNest = ({ name }: ParserApp<multer.Options>) => name.endsWith('NestJS');
  const ofKind = (kind: FailureKind) => broken.map((refusal) => ({ options: {}, kind, ...refusal }));
  const others = multerApps.filter((app) => !isOfNest(app));
  describeRefusals(others, ofKind('unexpected'));
  describeRefusals(multerApps.filter(isOfNest), ofKind('invalid-parameter'));
});

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

describe('what formidable refuses', () => describeRefusals(koaBodyApps, refusedByFormidable));

describe('what qs refuses', () => {
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

describe('what @fastify/multipart refuses', () => describeRefusals(fastifyMultipartApps, refusedByFastify));

describe('a body that is not compressed as it says', () => {
  const compressed = JSON.stringify({ secret: 'a'.repeat(100) });
  const withDictionary = deflateSync(compressed, { dictionary: Buffer.from('secret') });
  const refusals = (
    bodies: readonly (readonly [name: string, encoding: string, body: string | Uint8Array])[],
  ) =>
    bodies.map(([name, encoding, body]) => ({
      name,
      options: undefined,
      headers: { ...json, 'content-encoding': encoding },
      body,
      kind: 'malformed-body' as const,
    }));
  // koa-body copies errors that are none of its realm, as those of Node are inside of Jest, and loses their code.
  const apps = jsonApps.filter(({ name }) => name !== 'koa-body');
  describeRefusals(
    apps,
    refusals([
      ['no gzip', 'gzip', 'secret'],
      ['half of gzip', 'gzip', gzipSync(compressed).subarray(0, 20)],
      ['no deflate', 'deflate', 'secret'],
      ['deflate with a dictionary', 'deflate', withDictionary],
    ]),
  );
  describeRefusals(
    // The body-parser of Express 4 knows no brotli.
    apps.filter(({ name }) => !name.endsWith('Express 4')),
    refusals([
      ['no brotli', 'br', 'secret'],
      ['half of brotli', 'br', brotliCompressSync(compressed).subarray(0, 10)],
    ]),
  );

  const gzip = { 'content-encoding': 'gzip' };
  const parse = bodyParser() as Middleware;
  const fail = () => void gunzipSync('secret');
  const breakWhenLookedAt = () => {
    throw Object.defineProperty(new Error('secret'), 'code', { get: fail });
  };
  test.each<[what: string, headers: Record<string, string>, body: string | Buffer, middleware: Middleware[]]>(
    [
      ['what a handler fails to decompress after a body that came as it is', json, '{}', [parse, fail]],
      [
        'what a handler fails to decompress after a body that was decompressed',
        { ...json, ...gzip },
        gzipSync('{}'),
        [parse, fail],
      ],
      ['an error that breaks when it is looked at', gzip, '', [breakWhenLookedAt]],
    ],
  )('is not %s, in Koa', async (_what, headers, body, middleware) => {
    const app = new Koa().use(ofKoa(kinds()));
    app.silent = true;
    for (const each of middleware) app.use(each);
    const { port } = await Served.start(app.callback());
    const [answer] = await exchange(port, requestBytes('POST', '/', headers, body));
    assertAnswer(answer, new Failure('unexpected'), viewOf('POST', '/', headers), kinds());
  });
});

describe('a client that leaves in the middle of its body', () => {
  const half = (headers: Record<string, string>, body: string) =>
    requestBytes('POST', '/', { ...headers, 'content-length': '1000' }, body);
  const fileOfForm = half(multipart, file('file', '1'));

  function describeLeaving<Options>(
    apps: readonly ParserApp<Options>[],
    options: Options,
    request: Buffer,
    kind: FailureKind,
  ) {
    test.each(apps)(`is reported once, as ${kind}, by $name`, async ({ make }) => {
      const reports: ErrorReport[] = [];
      const heard = new Promise<void>((resolve) => {
        const hooks = { onError: (report: ErrorReport) => resolve(void reports.push(report)) };
        void (async () => {
          const server = await Served.start(await make({ standard: kinds(), hooks }, options));
          const arrived = once(server.server, 'request');
          const connection = await server.connect();
          connection.send(request);
          await arrived;
          connection.reset();
        })();
      });
      await heard;
      expect(reports.map(({ error }) => error.code)).toEqual([kind]);
    });
  }

  describeLeaving(jsonApps, undefined, half(json, '{"secret":'), 'malformed-request');
  describeLeaving(koaBodyApps, formidable(), fileOfForm, 'malformed-request');
  describeLeaving(fastifyMultipartApps, {}, fileOfForm, 'malformed-request');
  // Its error has no mark; nobody is there to read the answer.
  describeLeaving(multerApps, {}, fileOfForm, 'unexpected');
});
