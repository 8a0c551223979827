import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { notFound } from '@hapi/boom';
import { PrismaClientKnownRequestError } from '@prisma/client-runtime-utils';
import axios from 'axios';
import got from 'got';
import ky from 'ky';
import { parse } from 'pg-protocol';
import { Agent, interceptors, request } from 'undici';
import { Served } from './served.js';

// On Node.js 20 the SDK warns that it will need a newer one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** What an upstream says, and must not be heard by the client. */
export const secret = 'SECRET-9c41';

/** An upstream that refuses whatever is asked. */
async function refusing(status: number): Promise<string> {
  const { port } = await Served.start((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/xml', 'x-secret': secret });
    response.end(
      `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${secret}</Message></Error></ErrorResponse>`,
    );
  });
  return `http://127.0.0.1:${port}/`;
}

/** What a promise is rejected with. */
async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new TypeError('nothing was thrown');
}

/** A message of PostgreSQL as it comes from the server: a type, a length, fields that each end with NUL. */
function errorOfPostgres(): Promise<unknown> {
  const fields = Object.entries({ S: 'ERROR', C: '23505', M: `duplicate key ${secret}`, t: 'accounts' });
  const text = `${fields.map(([type, value]) => `${type}${value}\0`).join('')}\0`;
  const head = Buffer.alloc(5, 'E');
  head.writeUInt32BE(Buffer.byteLength(text) + 4, 1);
  const stream = new PassThrough();
  const parsed = new Promise((resolve) => parse(stream, resolve));
  stream.end(Buffer.concat([head, Buffer.from(text)]));
  return parsed;
}

const sts = (endpoint: string) =>
  new STSClient({
    endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });

const undici = () => new Agent().compose(interceptors.responseError());

/** Errors of other libraries, each made by the library itself, with what they carry; and a `Response`. */
export const foreignErrors: readonly (readonly [name: string, carries: object, make: () => unknown])[] = [
  ...[400, 404, 415, 429].map(
    (status) =>
      [
        `axios: ${status}`,
        { name: 'AxiosError', status },
        async () => rejectionOf(axios.get(await refusing(status))),
      ] as const,
  ),
  ['axios: nobody listens', { code: 'ECONNREFUSED' }, () => rejectionOf(axios.get('http://127.0.0.1:1/'))],
  [
    'undici: 403',
    { name: 'ResponseError', statusCode: 403 },
    async () => rejectionOf(request(await refusing(403), { dispatcher: undici() })),
  ],
  ['fetch: nobody listens', { name: 'TypeError' }, () => rejectionOf(fetch('http://127.0.0.1:1/'))],
  ['fetch: a Response', { status: 404 }, async () => fetch(await refusing(404))],
  [
    'got: 401',
    { name: 'HTTPError', response: { statusCode: 401 } },
    async () => rejectionOf(got(await refusing(401), { retry: { limit: 0 } })),
  ],
  [
    'ky: 404',
    { name: 'HTTPError', response: { status: 404 } },
    async () => rejectionOf(ky(await refusing(404), { retry: 0 }).text()),
  ],
  [
    'AWS SDK: 403',
    { name: 'AccessDenied', message: secret, $metadata: { httpStatusCode: 403 } },
    async () => rejectionOf(sts(await refusing(403)).send(new GetCallerIdentityCommand({}))),
  ],
  [
    'Prisma: P2025',
    { name: 'PrismaClientKnownRequestError', code: 'P2025' },
    () => new PrismaClientKnownRequestError(secret, { code: 'P2025', clientVersion: '7.0.0' }),
  ],
  ['pg: 23505', { name: 'error', code: '23505', table: 'accounts' }, errorOfPostgres],
  ['Boom: 404', { isBoom: true, output: { statusCode: 404 } }, () => notFound(secret)],
  ['Node: no such file', { code: 'ENOENT' }, () => rejectionOf(readFile(`/${secret}`))],
  ['zlib: no gzip', { code: 'Z_DATA_ERROR' }, () => rejectionOf((async () => gunzipSync(secret))())],
  ['JSON.parse', { name: 'SyntaxError' }, () => rejectionOf((async () => JSON.parse(secret))())],
  ['decodeURIComponent', { name: 'URIError' }, () => rejectionOf((async () => decodeURIComponent('%'))())],
];
