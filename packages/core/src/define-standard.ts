import type { Catalogue, Code, CodeOf, CodeRow } from './catalogue.js';
import { codeOfKey } from './catalogue.js';
import { checkedFailures } from './check-settings.js';
import { createStandard } from './create-standard.js';
import { createErrorClass, type ErrorClassParts } from './error-class.js';
import type { ErrorClass } from './error-options.js';
import { memberOf, ownMembers } from './own.js';
import type {
  FailureCodes,
  Standard,
  StandardDefinition,
  StandardFactory,
  StandardSettings,
} from './standard.js';

/** A standard's factory and its error class. */
export interface DefinedStandard<Codes extends Catalogue, Settings = unknown, Extra = unknown> {
  readonly standard: StandardFactory<Codes, Settings, Extra>;
  readonly error: ErrorClass<Codes, Extra>;
}

/**
 * Defines a standard: its catalogue, the code for every kind of failure, and how an error is rendered.
 * The standards of this package are made with it.
 *
 * @returns a factory and an error class, both typed by the catalogue's codes.
 * @throws TypeError if the definition is incomplete: a row without a status, a kind of failure without a code.
 */
/* @__NO_SIDE_EFFECTS__ */
export function defineStandard<const Codes extends Catalogue, Settings = unknown, Extra = unknown>(
  given: StandardDefinition<Codes, Settings, Extra>,
): DefinedStandard<Codes, Settings, Extra> {
  const definition = Object.freeze(ownMembers(given));
  const rows = rowsOf(definition);
  if (typeof definition.render !== 'function')
    throw new TypeError(`${definition.id}: a standard needs render()`);
  if (typeof definition.failures !== 'function') checkedFailures(definition, rows, {} as Settings);

  let defaults: Standard | undefined;
  const factory = (settings = {} as StandardSettings<Codes> & Settings) =>
    createStandard(definition, rows, made, settings);
  const made: ErrorClassParts<Codes, Extra> = createErrorClass(definition, rows, () => {
    defaults ??= factory() as Standard;
    return defaults;
  });
  const standard = Object.assign(factory, { definition }) as unknown as StandardFactory<
    Codes,
    Settings,
    Extra
  >;
  return { standard, error: made.error };
}

/**
 * Defines a standard that differs from another by some rows: codes added or replaced, failures answered
 * otherwise. With the base's id (unless a new one is given) its errors and the base's know each other.
 *
 * @example
 * const { standard: mydata2026, error: MyData2026Error } = extendStandard(mydata, {
 *   codes: { 50010: { status: 500, text: '…' } },
 * });
 *
 * @throws TypeError as {@link defineStandard}.
 */
/* @__NO_SIDE_EFFECTS__ */
export function extendStandard<
  Codes extends Catalogue,
  Settings,
  Extra,
  const More extends Catalogue = Record<never, CodeRow>,
>(
  base: StandardFactory<Codes, Settings, Extra>,
  changes: {
    readonly id?: string;
    readonly name?: string;
    readonly title?: string;
    readonly source?: string;
    readonly codes?: More;
    readonly failures?: Partial<FailureCodes<CodeOf<Omit<Codes, keyof More> & More>>>;
  },
): DefinedStandard<Omit<Codes, keyof More> & More, Settings, Extra> {
  const definition = memberOf(base, 'definition');
  if (definition === undefined) {
    throw new TypeError('extendStandard needs the factory itself, for example mydata instead of mydata()');
  }
  const { failures } = definition;
  const { codes, failures: otherwise } = ownMembers(changes);
  type All = Omit<Codes, keyof More> & More;
  return defineStandard<All, Settings, Extra>({
    ...definition,
    ...changes,
    codes: { ...definition.codes, ...codes } as unknown as All,
    failures: (typeof failures === 'function'
      ? (settings: Settings) => ({ ...failures(settings), ...otherwise })
      : { ...failures, ...otherwise }) as StandardDefinition<All, Settings, Extra>['failures'],
  } as StandardDefinition<All, Settings, Extra>);
}

/** The error class of a standard. A bundler leaves out a call whose result nobody uses; a member it would keep. */
/* @__NO_SIDE_EFFECTS__ */
export function errorOf<Codes extends Catalogue, Settings, Extra>(
  defined: DefinedStandard<Codes, Settings, Extra>,
): ErrorClass<Codes, Extra> {
  return defined.error;
}

/** The factory of a standard, as {@link errorOf}. */
/* @__NO_SIDE_EFFECTS__ */
export function factoryOf<Codes extends Catalogue, Settings, Extra>(
  defined: DefinedStandard<Codes, Settings, Extra>,
): StandardFactory<Codes, Settings, Extra> {
  return defined.standard;
}

function rowsOf({
  id,
  codes,
}: {
  readonly id: string;
  readonly codes: Catalogue;
}): ReadonlyMap<Code, CodeRow> {
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]*$/.test(id)) {
    throw new TypeError('a standard needs an id of lower-case letters, digits and hyphens');
  }
  const rows = new Map(
    Object.entries(codes ?? {}).map(([key, row]) => [codeOfKey(key), Object.freeze(ownMembers(row))]),
  );
  if (rows.size === 0) throw new TypeError(`${id}: a standard needs codes`);
  for (const [code, row] of rows) {
    const { status } = row;
    if (!Number.isInteger(status) || status < 300 || status > 599) {
      throw new TypeError(`${id}: ${code} needs a status from 300 to 599`);
    }
  }
  return rows;
}
