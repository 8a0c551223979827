import { isAH } from '../../../test/support/ks-x-1001.js';
import { type CodeFacts, codesOf } from '../../../test/support/spec.js';
import {
  type CodeRow,
  codeApi,
  kakao,
  kakaoDevelopers,
  koscom,
  mydata,
  mydataAuthorize,
  mydataToken,
  problemDetails,
  type Standard,
  scienceOn,
  vasp,
} from './index.js';

interface Case {
  readonly standard: Standard;
  /** The file in `spec/`, and the surfaces of it that make this catalogue; all where none is named. */
  readonly table: string;
  readonly surfaces?: readonly string[];
  /** The option that a code cannot be without: the detail of a template, unless given. */
  readonly needs?: (fact: CodeFacts) => string | undefined;
  /** What a default text of ours must also be. */
  readonly text?: (text: string) => boolean;
}

const isAscii = (text: string) => /^[\x20-\x7e]+$/.test(text);

const detail = ({ rule }: CodeFacts) => (rule === 'template' ? 'detail' : undefined);

const authorizeSurfaces = ['authorize-direct', 'authorize-redirect'];

const cases: readonly Case[] = [
  { standard: mydata(), table: 'mydata', surfaces: ['api'], text: isAH },
  { standard: mydataToken(), table: 'mydata', surfaces: ['token'], text: isAH },
  { standard: mydataAuthorize(), table: 'mydata', surfaces: authorizeSurfaces, text: isAH },
  { standard: koscom({ category: 'op-apim' }), table: 'koscom' },
  { standard: vasp(), table: 'codevasp', surfaces: ['vasp'] },
  { standard: codeApi(), table: 'codevasp', surfaces: ['code-api'] },
  {
    standard: scienceOn(),
    table: 'scienceon',
    needs: ({ status }) => (status < 400 ? 'location' : undefined),
  },
  { standard: kakao(), table: 'kakao', text: isAscii },
  { standard: kakaoDevelopers(), table: 'kakao-developers', text: isAscii },
  { standard: problemDetails(), table: 'problem-details' },
];

describe.each(cases.map((each) => [each.standard.id, each] as const))('the catalogue of %s', (_, each) => {
  const { standard, table, surfaces = [], needs: needsOf = detail, text: isText } = each;
  const facts = codesOf(table, ...surfaces).filter(({ rule }) => rule !== 'result');
  const rows = [...standard.codes] as (readonly [string | number, CodeRow])[];

  test('has every code of the document and no other', () => {
    expect(facts).not.toEqual([]);
    expect(rows.map(([code]) => code).sort()).toEqual(facts.map(({ code }) => code).sort());
  });

  test.each(facts.map((fact) => [fact.code, fact] as const))(
    '%s says what the document says',
    (code, fact) => {
      const row: Partial<CodeRow> = standard.codes.get(code) ?? {};
      const { status, fault, retryable, fixed, needs, text } = row;
      const isFixed = fact.rule === 'fixed' || fact.rule === 'template';
      expect({ status, fault, retryable, fixed, needs }).toEqual({
        status: fact.status,
        fault: fact.fault,
        retryable: fact.retryable || undefined,
        fixed: isFixed || undefined,
        needs: needsOf(fact),
      });
      if (fact.text !== '') expect(text).toBe(fact.text);
    },
  );

  test.each(facts.map((fact) => [fact.code, fact] as const))(
    '%s cites the page it comes from',
    (code, fact) => {
      expect(standard.codes.get(code)?.source).toContain(fact.source);
    },
  );

  test.each(rows)('%s says how well it is founded and what it means', (_code, row) => {
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
});
