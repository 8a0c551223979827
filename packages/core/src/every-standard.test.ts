/** All standards in one process: whoever handles it, an error is answered as its own standard answers it. */
import { neededBy } from '../../../test/support/checkers/checker.js';
import { requestOf } from '../../../test/support/request.js';
import { standards } from '../../../test/support/standards.js';
import { Failure } from './failure.js';
import type { ErrorReport } from './hooks.js';
import { parseReply } from './parse-reply.js';
import { isProviderError } from './provider-error.js';
import type { Standard } from './standard.js';
import { toReply } from './to-reply.js';

/** Each standard in its first configuration, with an error of it, and whether it can be had without settings. */
const all = standards.map(({ id, make, configurations, Error: Class, facts, surface }) => {
  const [settings = {}] = Object.values(configurations);
  const canAnswer = surface.canAnswer ?? (() => true);
  const fact = facts.find((each) => neededBy(surface, each) === undefined && canAnswer(settings, each, {}));
  const error = new Class(fact?.code ?? '');
  return { id, standard: make(settings), Class, error, hasDefaults: canAnswer({}, fact, {}) };
});

const request = requestOf({ url: '/v2/translate.xml?state=s' });

/** A reply, and where its only report says it came from. */
function answer(thrown: unknown, standard: Standard) {
  const reports: ErrorReport[] = [];
  const reply = toReply(thrown, request, standard, { onError: (report) => reports.push(report) });
  expect(reports).toHaveLength(1);
  return { reply, origin: reports[0]?.origin, code: reports[0]?.error.code };
}

describe.each(all)('under the handler of $id', ({ id, standard: handler }) => {
  test.each(all.filter((other) => other.hasDefaults || other.id === id))(
    'an error of $id is its own standard’s',
    ({ standard, error }) => {
      const { reply, origin } = answer(error, handler);
      expect(reply).toStrictEqual(toReply(error, request, standard));
      expect(origin).toBe('domain');
    },
  );

  test.each(all)('an error of $id read from another server is upstream’s failure', ({ standard, error }) => {
    const { error: read } = parseReply(standard, toReply(error, requestOf(), standard));
    expect(read).toMatchObject({ fromWire: true, code: error.code });
    const { reply, origin, code } = answer(read, handler);
    const failed = new Failure('upstream-failed');
    expect(code).toBe(handler.codeFor(failed));
    expect(reply).toStrictEqual(toReply(failed, request, handler));
    expect(origin).toBe('framework');
  });

  const others = all.filter((other) => !other.hasDefaults && other.id !== id);
  if (others.length > 0) {
    test.each(others)('an error of $id cannot be answered without its settings: unexpected', ({ error }) => {
      const { reply, origin } = answer(error, handler);
      expect(reply).toStrictEqual(toReply(new Error('any'), request, handler));
      expect(origin).toBe('unexpected');
    });
  }
});

test.each(all)('an error of $id is of its own class alone', ({ Class, error }) => {
  expect(all.map((other) => other.Class).filter((other) => error instanceof other)).toEqual([Class]);
  expect(isProviderError(error)).toBe(true);
});
