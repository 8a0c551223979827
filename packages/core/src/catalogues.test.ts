import { neededBy } from '../../../test/support/checkers/checker.js';
import { standards } from '../../../test/support/standards.js';
import type { CodeRow } from './catalogue.js';

describe.each(standards)(
  'packages/core/src/$folder/codes.ts, for $id, and $spec',
  ({ make, configurations, facts, surface }) => {
    const standard = make(Object.values(configurations)[0]);
    const rows = [...standard.codes] as (readonly [string | number, CodeRow])[];
    const { isText } = surface;

    test('have the same codes', () => {
      expect(facts).not.toEqual([]);
      expect(rows.map(([code]) => code).sort()).toEqual(facts.map(({ code }) => code).sort());
    });

    test.each(facts.map((fact) => [fact.code, fact] as const))('%s is the same in both', (code, fact) => {
      const row: Partial<CodeRow> = standard.codes.get(code) ?? {};
      const { status, fault, retryable, fixed, needs, text } = row;
      const isFixed = fact.rule === 'fixed' || fact.rule === 'template';
      expect({ status, fault, retryable, fixed, needs }).toEqual({
        status: fact.status,
        fault: fact.fault,
        retryable: fact.retryable || undefined,
        fixed: isFixed || undefined,
        needs: neededBy(surface, fact),
      });
      if (fact.text !== '') expect(text).toBe(fact.text);
    });

    test.each(facts.map((fact) => [fact.code, fact] as const))('%s cites the same page', (code, fact) => {
      expect(standard.codes.get(code)?.source).toContain(fact.source);
    });

    test.each(rows)('%s has its evidence and its meaning', (_code, row) => {
      expect(row).toEqual(
        expect.objectContaining({
          evidence: expect.stringMatching(/^(documented|derived|chosen)$/),
          ko: expect.stringMatching(/\p{Script=Hangul}/u),
          en: expect.stringMatching(/^[\x20-\x7e]+$/),
        }),
      );
    });

    if (isText !== undefined) {
      test.each(rows)('%s has a default text that can be sent as it is', (_code, { text }) => {
        expect(text).toMatch(/\S/);
        expect(isText(text ?? '')).toBe(true);
      });
    }
  },
);
