import type { Catalogue, Code, CodeRow } from './catalogue.js';
import { codeOfKey } from './catalogue.js';
import { failureKinds } from './failure.js';
import { isFieldValue } from './headers.js';
import { ownMembers } from './own.js';
import { quote } from './quote.js';
import type { FailureCodes, StandardDefinition, StandardSettings } from './standard.js';

/** The failures of a standard, each kind answered by one of its codes. Throws a TypeError that names the mistake. */
export function checkedFailures<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  settings: Settings,
): FailureCodes<Code> {
  const { id, failures, optionsFor } = definition;
  const table: FailureCodes<Code> = ownMembers(
    typeof failures === 'function' ? failures(settings) : failures,
  );
  for (const kind of failureKinds) {
    const answer = table[kind];
    if (answer === undefined)
      throw new TypeError(`${id}: failures has no code for '${kind}'; every kind needs one`);
    const codes = typeof answer === 'object' ? [...Object.values(answer.names), answer.otherwise] : [answer];
    for (const code of codes) {
      const row = rows.get(code);
      if (row === undefined)
        throw new TypeError(`${id}: failures answers '${kind}' with ${quote(code)}, which is not a code`);
      if (row.needs !== undefined && optionsFor === undefined) {
        throw new TypeError(
          `${id}: failures answers '${kind}' with ${quote(code)}, which needs ${row.needs}; define optionsFor()`,
        );
      }
    }
  }
  return table;
}

/** Throws a TypeError or RangeError for settings that cannot work. The message says what to do. */
export function checkSettings<Codes extends Catalogue, Settings, Extra>(
  definition: StandardDefinition<Codes, Settings, Extra>,
  rows: ReadonlyMap<Code, CodeRow>,
  settings: StandardSettings<Codes> & Settings,
): void {
  const { id } = definition;
  const checks = new Map<string, (value: unknown) => void>(Object.entries(definition.settings ?? {}));
  for (const name of Object.keys(settings)) {
    if (!checks.has(name) && !commonSettings.includes(name)) {
      throw new TypeError(
        `${id}: unknown setting ${quote(name)}; the settings are ${[...commonSettings, ...checks.keys()].join(', ')}`,
      );
    }
  }
  for (const [name, check] of checks) {
    try {
      check((settings as Readonly<Record<string, unknown>>)[name]);
    } catch (error) {
      throw new TypeError(`${id}: ${(error as Error).message}`);
    }
  }
  for (const [key, text] of Object.entries(settings.texts ?? {})) {
    const row = rows.get(codeOfKey(key));
    if (row === undefined) throw new RangeError(`${id}: texts has ${quote(key)}, which is not a code`);
    if (row.fixed === true)
      throw new TypeError(`${id}: texts has ${key}, whose text the document fixes; leave it out`);
    if (typeof text !== 'string' || text.trim() === '')
      throw new TypeError(`${id}: texts needs a text for ${key}`);
  }
  for (const [kind, code] of Object.entries(settings.on ?? {})) {
    if (!(failureKinds as readonly string[]).includes(kind)) {
      throw new RangeError(`${id}: on has ${quote(kind)}, which is not a kind of failure`);
    }
    const row = rows.get(code as Code);
    if (code !== undefined && row === undefined)
      throw new RangeError(`${id}: on answers '${kind}' with ${quote(code)}, which is not a code`);
    if (row?.needs !== undefined) {
      throw new TypeError(
        `${id}: on answers '${kind}' with ${quote(code)}, which needs ${row.needs}; choose another code`,
      );
    }
  }
  const { wwwAuthenticate } = settings;
  if (
    wwwAuthenticate !== undefined &&
    wwwAuthenticate !== false &&
    (!isFieldValue(wwwAuthenticate) || wwwAuthenticate === '')
  ) {
    throw new TypeError(`${id}: wwwAuthenticate must be a challenge such as 'Bearer realm="api"', or false`);
  }
}

const commonSettings = ['texts', 'on', 'wwwAuthenticate'];
