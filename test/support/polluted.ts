import type * as Core from '@oryu/core';

type Members = Readonly<Record<string, unknown>>;

/** Does something while every object inherits these members. */
export function polluted<Result>(members: Members, act: () => Result): Result {
  const target = Object.prototype as Record<string, unknown>;
  const names = Object.keys(members).filter((name) => !(name in target));
  for (const name of names) target[name] = members[name];
  try {
    return act();
  } finally {
    for (const name of names) delete target[name];
  }
}

/** Everything that the standards say: configured, thrown, failed and read. One line each. */
export function everythingOf(core: typeof Core): string[] {
  const { Failure, failureKinds, toReply, parseReply } = core;
  const { standard: ownStandard, error: OwnError } = core.defineStandard<Core.Catalogue>({
    id: 'own',
    title: 'Own',
    source: 'this test',
    codes: { PLAIN: { status: 400 }, DENIED: { status: 401 }, METHOD: { status: 405, text: 'method' } },
    failures: Object.fromEntries(failureKinds.map((kind) => [kind, 'PLAIN'])) as never,
    render: ({ code, status, message }) => ({ status, headers: {}, body: `${code} ${message}` }),
  });
  const extended = core.extendStandard(core.mydata, { codes: { 50010: { status: 500 } } });
  const standards: readonly (readonly [make: () => unknown, Class: unknown])[] = [
    [() => core.mydata(), core.MyDataError],
    [
      () => core.mydata({ texts: { 40001: '요청이 잘못되었습니다' }, on: { timeout: 50001 } }),
      core.MyDataError,
    ],
    [() => core.mydataToken({}), core.MyDataTokenError],
    [() => core.mydataAuthorize(), core.MyDataAuthorizeError],
    [() => core.koscom({ category: 'op-apim' }), core.KoscomError],
    [() => core.koscom({ category: 'SAMSUNG' }), core.KoscomError],
    [() => core.vasp(), core.VaspError],
    [() => core.codeApi(), core.CodeApiError],
    [() => core.scienceOn(), core.ScienceOnError],
    [() => core.kakao(), core.KakaoError],
    [() => core.kakaoDevelopers(), core.KakaoDevelopersError],
    [() => core.problemDetails(), core.ProblemDetailsError],
    [ownStandard, OwnError],
    [extended.standard, extended.error],
  ];
  const lines: string[] = [];
  const request: Core.RequestView = { method: 'GET', url: '/v2/a.xml?state=s', header: () => undefined };
  const say = (name: string, act: () => unknown) => {
    try {
      lines.push(`${name}: ${shown(act())}`);
    } catch (error) {
      lines.push(`${name}: throws ${error}`);
    }
  };
  for (const [make, Class] of standards) {
    let standard: Core.Standard | undefined;
    say('configured', () => {
      standard = make() as Core.Standard;
      return [standard.id, standard.title, sent(standard.lastResort)];
    });
    if (standard === undefined) continue;
    const handler = standard;
    const { id } = handler;
    const make_ = (code: unknown, options?: unknown) => Reflect.construct(Class as never, [code, options]);
    const answer = (thrown: unknown) => {
      const reports: unknown[] = [];
      const reply = toReply(thrown, request, handler, { onError: (report) => reports.push(report) });
      const [{ origin, error }] = reports as [Core.ErrorReport];
      const { code, options } = error;
      const again = toReply(thrown, request, handler);
      return [sent(reply), sent(again), origin, code, options, own(error, 'cause')];
    };
    for (const [code, { needs }] of handler.codes) {
      const needed = needs === undefined ? {} : { [needs]: needs === 'location' ? '/a' : 1 };
      say(`${id} ${code}`, () => answer(make_(code, needed)));
      say(`${id} ${code} with an option`, () => answer(make_(code, { ...needed, headers: { 'x-a': '1' } })));
      say(`${id} ${code} with a text`, () => answer(make_(code, 'text')));
      say(`${id} ${code} with nothing`, () => answer(make_(code)));
      say(`${id} ${code} read`, () => {
        const reply = toReply(make_(code, needed), request, handler);
        const { error, mismatch, detail } = parseReply(handler, reply);
        return [error?.code, error?.message, error?.options, error?.fromWire, mismatch, detail];
      });
    }
    for (const kind of failureKinds) {
      say(`${id} ${kind}`, () => answer(new Failure(kind)));
      say(`${id} ${kind} with names`, () => answer(new Failure(kind, { names: ['scope'] })));
    }
    say(`${id} unexpected`, () => answer('secret'));
    for (const body of ['{}', '[]', '', '{"code":1}', '<result></result>']) {
      const headers = { 'content-type': 'application/problem+json' };
      for (const status of [200, 302, 400, 500])
        say(`${id} reads ${status} ${body}`, () => {
          const { error, mismatch, detail } = parseReply(handler, { status, headers, body });
          return [error?.code, mismatch, detail];
        });
    }
    say(`${id} reads what is no response`, () => parseReply(handler, {} as never));
    say(`${id} renders no response`, () => answer(make_('PLAIN', { message: 'text' })));
  }
  const location = 'https://client.example/?error=access_denied';
  say('redirect', () => {
    const authorize = core.mydataAuthorize({ callback: () => 'https://client.example/' });
    const reply = toReply(new core.MyDataAuthorizeError('access_denied'), request, authorize);
    const { error } = parseReply(authorize, { status: 302, headers: { location }, body: '' });
    return [sent(reply), error?.code, error?.message];
  });
  say('a code', () =>
    parseReply(core.mydataAuthorize(), { status: 302, headers: { location: 'https://a/?code=1' }, body: '' }),
  );
  say('failure', () => {
    const failure = new Failure('timeout');
    return [failure.kind, failure.names, failure.allow, failure.retryAfter, Object.hasOwn(failure, 'cause')];
  });
  say('names', () => [String(new core.MyDataError(40305)), String(new Failure('timeout'))]);
  return lines;
}

/** What of a reply is read, however it is read: headers by `for … in` and by name. */
function sent({ status, headers, body }: Core.Reply): unknown[] {
  const names = ['set-cookie', 'location', 'x-api-tran-id', 'retry-after', 'www-authenticate'];
  for (const name in headers) names.push(name);
  return [status, names.map((name) => [name, headers[name]]), body];
}

function own(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Members)[name] : undefined;
}

/** As JSON, but of own members alone: JSON.stringify asks every object for `toJSON`. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${name}: ${shown(member)}`);
  return `{${members.join(', ')}}`;
}

/** The lines that differ. */
export function differences(expected: readonly string[], actual: readonly string[]): string[] {
  const found = actual.filter((line, index) => line !== expected[index]);
  return expected.length === actual.length ? found : [...found, `${actual.length} lines`];
}
