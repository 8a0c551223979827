import { defineStandard, type FailureKind, failureKinds, mydata } from '@oryu/core';
import { type ConsentApp, consentApps } from '../../../test/support/consent-apps.js';
import { answerOfFailure } from '../../../test/support/mydata-answers.js';
import type { AnswerTo } from '../../../test/support/nest-platforms.js';
import { closing } from '../../../test/support/raw-http.js';

const secret = 'gEhEiM';

/** A request that is well, each part to be replaced. */
const well = {
  path: '/consents/3333?limit=20',
  headers: { 'x-api-type': 'user-search' } as Record<string, string>,
  body: { account: [{ number: '110' }, { number: '220' }], org_code: 'ABCDE' } as unknown,
};
const [{ account, org_code }, number] = [well.body as Record<string, unknown>, '110'];

interface Case {
  readonly name: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly kind: FailureKind;
  /** As the text lists them. */
  readonly names: string;
  /** Where a library or its framework sees it otherwise, by library. */
  readonly otherwise?: Partial<Record<ConsentApp['library'], Pick<Case, 'kind' | 'names'>>>;
}

const ofOnePart: readonly Case[] = [
  { name: 'a member that is missing', body: { account }, kind: 'missing-parameter', names: 'org_code' },
  {
    name: 'several members that are missing',
    body: {},
    kind: 'missing-parameter',
    names: 'account, org_code',
  },
  {
    name: 'no body at all',
    body: undefined,
    kind: 'missing-parameter',
    names: 'account, org_code',
    // Fastify has Ajv validate null.
    otherwise: { ajv: { kind: 'invalid-parameter', names: '' } },
  },
  {
    name: 'a member of an array that is missing',
    body: { account: [{ number }, {}, {}], org_code },
    kind: 'missing-parameter',
    names: 'account.1.number, account.2.number',
  },
  {
    name: 'a member that is wrong',
    body: { account, org_code: secret },
    kind: 'invalid-parameter',
    names: 'org_code',
  },
  {
    name: 'a member of an array that is wrong',
    body: { account: [{ number }, { number: secret }], org_code },
    kind: 'invalid-parameter',
    names: 'account.1.number',
  },
  {
    name: 'a member of another type',
    body: { account: secret, org_code },
    kind: 'invalid-parameter',
    names: 'account',
    // Fastify has Ajv take a value for an array of it.
    otherwise: { ajv: { kind: 'invalid-parameter', names: 'account.0' } },
  },
  {
    name: 'a member that is null',
    body: { account, org_code: null },
    kind: 'invalid-parameter',
    names: 'org_code',
    // class-validator itself takes null for missing.
    otherwise: { 'class-validator': { kind: 'missing-parameter', names: 'org_code' } },
  },
  {
    name: 'one member that is missing, and another that is wrong',
    body: { account: [{ number: secret }, {}] },
    kind: 'missing-parameter',
    names: 'account.1.number, org_code',
    // In its own order.
    otherwise: { ajv: { kind: 'missing-parameter', names: 'org_code, account.1.number' } },
  },
  {
    name: 'a member that nobody asked for',
    body: { account, org_code, extra: secret },
    kind: 'invalid-parameter',
    names: 'extra',
  },
  {
    name: 'one that nobody asked for in an array, without a value',
    body: { account: [{ number, extra: null }], org_code },
    kind: 'invalid-parameter',
    names: 'account.0.extra',
  },
  {
    name: 'a name with characters that a name cannot have',
    body: { account, org_code, '</p>\r\nset-cookie: a.계좌': secret },
    kind: 'invalid-parameter',
    names: 'pset-cookiea.',
  },
  {
    name: 'a name without characters that a name can have',
    body: { account, org_code, 계좌: secret },
    kind: 'invalid-parameter',
    names: '',
  },
  {
    name: 'a very long name',
    body: { account, org_code, ['a'.repeat(50_000)]: secret },
    kind: 'invalid-parameter',
    names: 'a'.repeat(64),
  },
  {
    name: 'more names than a text has room for',
    body: {
      account,
      org_code,
      ...Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`n${index}`, secret])),
    },
    kind: 'invalid-parameter',
    names: 'n0, n1, n2, n3, n4, n5, n6, n7, n8, n9',
    // It tells of the first only.
    otherwise: { valibot: { kind: 'invalid-parameter', names: 'n0' } },
  },
  { name: 'a header that is missing', headers: {}, kind: 'missing-header', names: 'x-api-type' },
  {
    name: 'a header that is wrong',
    headers: { 'x-api-type': secret },
    kind: 'invalid-header',
    names: 'x-api-type',
  },
  {
    name: 'a parameter of the query that is missing',
    path: '/consents/3333',
    kind: 'missing-parameter',
    names: 'limit',
  },
  {
    name: 'a parameter of the query that is wrong',
    path: `/consents/3333?limit=${secret}`,
    kind: 'invalid-parameter',
    names: 'limit',
  },
  {
    name: 'a parameter of the path that is wrong',
    path: `/consents/${secret}?limit=20`,
    kind: 'invalid-parameter',
    names: 'customer',
  },
];

const ofSeveralParts: readonly Case[] = [
  {
    name: 'a member that is missing, and a header that is wrong',
    body: { account },
    headers: { 'x-api-type': secret },
    kind: 'missing-parameter',
    names: 'org_code',
  },
  {
    name: 'a member and a header that are missing',
    body: { account },
    headers: {},
    kind: 'missing-header',
    names: 'x-api-type',
  },
  {
    name: 'parameters of body and query that are missing',
    path: '/consents/3333',
    body: { account },
    kind: 'missing-parameter',
    names: 'org_code, limit',
  },
  {
    name: 'something wrong everywhere',
    path: `/consents/${secret}?limit=${secret}`,
    body: { account, org_code: secret },
    headers: { 'x-api-type': secret },
    kind: 'invalid-header',
    names: 'x-api-type',
  },
];

/** Answers in plain text with the kind of the failure and its names, which MyData does not all tell apart. */
const { standard: telling } = defineStandard({
  id: 'telling',
  title: 'Kinds of failures, and their names',
  source: 'the kinds of failures',
  codes: Object.fromEntries(failureKinds.map((kind) => [kind, { status: 400 }])),
  failures: Object.fromEntries(failureKinds.map((kind) => [kind, kind])) as Record<FailureKind, FailureKind>,
  render: ({ code, status, message }) => ({ status, headers: {}, body: `${code}: ${message}` }),
});

const ask = (answerTo: AnswerTo, request: Omit<Case, 'name' | 'kind' | 'names'>) => {
  const { path, headers, body } = { ...well, ...request };
  const json = body === undefined ? { 'content-length': '0' } : { 'content-type': 'application/json' };
  return answerTo(
    `POST ${path}`,
    { ...json, ...headers, connection: 'close' },
    body === undefined ? '' : JSON.stringify(body),
  );
};

/** What MyData prescribes: the code by `spec/mydata.tsv`; its text, which is the provider's, lists the names. */
const prescribed = (kind: FailureKind, names: string) => {
  const standard = mydata();
  const code = kind.endsWith('header') ? 40002 : 40001;
  const text = standard.codes.get(code)?.text;
  const message = names === '' ? undefined : `${text} (${names})`;
  return answerOfFailure(kind, {}, { message, connection: closing });
};

describe.each(consentApps)('$library in $framework', ({ library, isWhole, start }) => {
  let inMyData: AnswerTo;
  let inKinds: AnswerTo;

  beforeAll(async () => {
    [inMyData, inKinds] = await Promise.all([start(mydata()), start(telling())]);
  });

  test('a valid request goes through, parsed', async () => {
    const answer = await ask(inMyData, {});
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(JSON.parse(answer.split('\n\n')[1] ?? '')).toEqual({
      account,
      type: 'user-search',
      customer: '3333',
      limit: 20,
    });
  });

  test.each([...ofOnePart, ...(isWhole ? ofSeveralParts : [])])(
    '$name: $kind',
    async ({ otherwise, ...each }) => {
      const { kind, names } = otherwise?.[library] ?? each;
      expect(await ask(inMyData, each)).toBe(prescribed(kind, names));
      expect((await ask(inKinds, each)).split('\n\n')[1]).toBe(`${kind}: ${names}`);
    },
  );
});
