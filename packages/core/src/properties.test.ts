/** Whatever is thrown, whatever was asked, under every standard. `npm run properties` tries each many times more. */
import fc from 'fast-check';
import { anyForeign } from '../../../test/support/arbitraries/foreign.js';
import { anyHooks } from '../../../test/support/arbitraries/hooks.js';
import { type Asked, anyRequest, readableRequest } from '../../../test/support/arbitraries/requests.js';
import { leaks } from '../../../test/support/arbitraries/secret.js';
import { anyStandard, type Configured } from '../../../test/support/arbitraries/standards.js';
import { anyThrown, type Thrown } from '../../../test/support/arbitraries/thrown.js';
import { runs } from '../../../test/support/runs.js';
import { settle } from '../../../test/support/settle.js';
import type { CodeFacts } from '../../../test/support/spec.js';
import type { Reply } from './reply.js';
import { toReply } from './to-reply.js';

/** What a reply breaks of the standard that must have answered. */
function problemsOf(reply: Reply, { of, code, options = {} }: Thrown, asked: Asked, handler: Configured) {
  const { settings } = handler;
  const byHandler = handler.check(reply, { ...asked, settings, code: undefined, options: {} });
  if (of === undefined) return byHandler;
  const fact = of.facts.find((each) => each.code === code);
  const isKnown = handler.id === of.id && (code === undefined || handler.facts.includes(fact as CodeFacts));
  const { canAnswer } = of.surface;
  if (canAnswer !== undefined && !canAnswer(isKnown ? settings : {}, fact, options)) return byHandler;
  const own = { ...asked, settings: isKnown ? settings : {}, code, options };
  const problems = (isKnown ? handler : of).check(reply, own);
  // Where not all can be read, the handler's answer to what is unexpected may stand instead.
  const isCertain = code !== undefined && asked.isReadable;
  return isCertain || byHandler.length > 0 ? problems : [];
}

/** Whatever is thrown, asked and configured. */
const anything = [anyThrown, anyRequest, anyStandard, anyHooks] as const;

test('a reply is always returned, and it conforms to the standard', async () => {
  fc.assert(
    fc.property(...anything, (thrown, asked, handler, { options, classify }) => {
      const reply = toReply(thrown.thrown, asked.request, handler.standard, options, classify);
      expect(problemsOf(reply, thrown, asked, handler)).toEqual([]);
    }),
    runs,
  );
  await settle();
});

test('only intended texts and names are sent', async () => {
  fc.assert(
    fc.property(...anything, ({ thrown }, { request }, { standard }, { options, classify }) => {
      const { status, headers, body } = toReply(thrown, request, standard, options, classify);
      expect(leaks([status, headers, body])).toEqual([]);
    }),
    runs,
  );
  await settle();
});

test('foreign thrown values do not affect the reply', () => {
  fc.assert(
    fc.property(anyForeign, anyRequest, anyStandard, ({ thrown }, { request }, { standard }) => {
      expect(toReply(thrown, request, standard)).toStrictEqual(toReply(undefined, request, standard));
    }),
    runs,
  );
});

test('onError does not affect the reply', async () => {
  fc.assert(
    fc.property(...anything, ({ thrown }, { request }, { standard }, { options }) => {
      const { onError: _, ...others } = options;
      const unheard = toReply(thrown, request, standard, others);
      expect(toReply(thrown, request, standard, options)).toStrictEqual(unheard);
    }),
    runs,
  );
  await settle();
});

test('an error gets the same answer each time', () => {
  fc.assert(
    fc.property(anyThrown, readableRequest, anyStandard, ({ thrown }, { request }, { standard }) => {
      const [first, ...others] = [1, 2, 3].map(() => toReply(thrown, request, standard));
      for (const other of others) expect(other).toStrictEqual(first);
    }),
    runs,
  );
});

test('HEAD has the headers of GET', () => {
  fc.assert(
    fc.property(anyThrown, readableRequest, anyStandard, ({ thrown }, { request }, { standard }) => {
      const [get, head] = ['GET', 'HEAD'].map((method) => toReply(thrown, { ...request, method }, standard));
      expect(head).toStrictEqual({ ...get, body: '' });
    }),
    runs,
  );
});
