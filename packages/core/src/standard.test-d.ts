/**
 * What compiles and what does not; `npx tsc` is the test. Every `@ts-expect-error` is an error itself when the
 * line below it compiles.
 */
import { same } from '../../../test/support/types.js';
import { responder } from './binding/index.js';
import type { CodeOf } from './catalogue.js';
import { defineStandard } from './define-standard.js';
import type { Failure, FailureKind } from './failure.js';
import { parseReply } from './parse-reply.js';
import type { ProviderError } from './provider-error.js';
import type { ResolvedError, Standard } from './standard.js';
import { toReply } from './to-reply.js';

declare const request: Parameters<typeof toReply>[1];
declare const plain: Record<FailureKind, 'PLAIN'>;
const render = ({ status }: ResolvedError) => ({ status, headers: {}, body: '' });
const about = { id: 'typed', title: 'Typed', source: 'this test', render };

// Codes: whole numbers are numbers, everything else a text.
same<
  CodeOf<{ 400: object; '-1': object; '024': object; '-0': object; '1e3': object; a: object }>,
  400 | -1 | '024' | '-0' | '1e3' | 'a'
>(true);
same<CodeOf<Record<never, never>>, never>(true);

const codes = {
  PLAIN: { status: 400, text: 'plain' },
  FIXED: { status: 409, text: 'fixed', fixed: true },
  NEEDY: { status: 422, text: 'lacks {detail}', fixed: true, needs: 'detail' },
  MOVED: { status: 301, text: 'moved', needs: 'location' },
  BUSY: { status: 503, text: 'busy', retryable: true },
} as const;

interface Extra {
  readonly detail: string | number;
  readonly location: string;
  readonly note?: string;
}

interface Settings {
  readonly realm: string;
}

const { standard, error: TypedError } = defineStandard<typeof codes, Settings, Extra>({
  ...about,
  codes,
  failures: plain,
  options: { detail: (value) => value, location: (value) => value, note: (value) => value },
  settings: { realm: () => {} },
});

// An option that a code needs.
new TypedError('NEEDY', { detail: 90 });
new TypedError('NEEDY', { detail: '90', note: 'a', cause: 'b', headers: { a: 'b' } });
TypedError('MOVED', { location: '/', message: '문구' });
// @ts-expect-error it is needed
new TypedError('NEEDY');
// @ts-expect-error nor without new
TypedError('NEEDY');
// @ts-expect-error it is needed
new TypedError('NEEDY', {});
// @ts-expect-error it is needed, and undefined is none
new TypedError('NEEDY', { detail: undefined });
// @ts-expect-error a text does not stand for it
new TypedError('NEEDY', '90');
// @ts-expect-error of another type
new TypedError('NEEDY', { detail: true });
// @ts-expect-error what another code needs
new TypedError('NEEDY', { location: '/' });
// @ts-expect-error what another code needs, beside its own
new TypedError('NEEDY', { detail: 90, location: '/' });
// @ts-expect-error the text of a template is fixed too
new TypedError('NEEDY', { detail: 90, message: '문구' });
// @ts-expect-error a code that needs nothing does not take it
new TypedError('PLAIN', { detail: 90 });
// @ts-expect-error a union of which one needs an option
new TypedError('PLAIN' as 'PLAIN' | 'NEEDY');
// @ts-expect-error any code of the standard
new TypedError('PLAIN' as CodeOf<typeof codes>);

// An option that any code may have.
new TypedError('PLAIN', { note: 'a' });
new TypedError('FIXED', { note: undefined });
// @ts-expect-error of another type
new TypedError('PLAIN', { note: 1 });

// Fixed texts and Retry-After.
new TypedError('PLAIN', '문구');
new TypedError('BUSY', { retryAfter: 1, message: '문구' });
// @ts-expect-error the document fixes the text
new TypedError('FIXED', '문구');
// @ts-expect-error the document fixes the text
new TypedError('FIXED', { message: '문구' });
// @ts-expect-error this code may not carry it
new TypedError('PLAIN', { retryAfter: 1 });
// @ts-expect-error a union of which one may not
new TypedError('BUSY' as 'BUSY' | 'PLAIN', { retryAfter: 1 });

class Moved extends TypedError {
  constructor() {
    super('MOVED', { location: '/' });
  }
}
class Fixed extends TypedError {
  constructor(cause: unknown) {
    super('FIXED', { cause });
  }
}
class Busy extends TypedError {
  constructor() {
    super('BUSY', { retryAfter: 60, message: '문구' });
  }
}
class Chosen extends TypedError {
  constructor(code: 'PLAIN' | 'BUSY') {
    super(code, '문구');
  }
}
class FixedWithText extends TypedError {
  constructor() {
    // @ts-expect-error the document fixes the text
    super('FIXED', '문구');
  }
}
class NeedyWithout extends TypedError {
  constructor() {
    // @ts-expect-error it is needed
    super('NEEDY');
  }
}

// The factory.
standard({ realm: 'a' });
standard({ realm: 'a', texts: { PLAIN: '문구', MOVED: '문구' }, on: { timeout: 'FIXED' } });
same<ReturnType<typeof standard>, Standard<CodeOf<typeof codes>>>(true);
// @ts-expect-error a setting is missing
standard();
// @ts-expect-error a setting is missing
standard({});
// @ts-expect-error a template's text is fixed
standard({ realm: 'a', texts: { NEEDY: '문구' } });
// @ts-expect-error the document fixes the text
standard({ realm: 'a', texts: { FIXED: '문구' } });
// @ts-expect-error a failure has no detail
standard({ realm: 'a', on: { timeout: 'NEEDY' } });
// @ts-expect-error a failure leads nowhere
standard({ realm: 'a', on: { timeout: 'MOVED' } });
// @ts-expect-error no code
standard({ realm: 'a', on: { timeout: 'TYPO' } });
// @ts-expect-error no setting
standard({ realm: 'a', relm: 'b' });

// A definition: every kind of failure has a code.
const { timeout: _, ...withoutTimeout } = plain;
const byTypo = { names: { a: 'TYPO' }, otherwise: 'PLAIN' } as const;
const small = { PLAIN: { status: 400 } } as const;
defineStandard({ ...about, codes: small, failures: plain });
defineStandard({ ...about, codes: small, failures: () => plain });
defineStandard({
  ...about,
  codes: small,
  failures: { ...plain, timeout: { names: { a: 'PLAIN' }, otherwise: 'PLAIN' } },
});
// @ts-expect-error a kind is missing
defineStandard({ ...about, codes: small, failures: withoutTimeout });
// @ts-expect-error a kind is missing, whatever the settings
defineStandard({ ...about, codes: small, failures: () => withoutTimeout });
// @ts-expect-error no code
defineStandard({ ...about, codes: small, failures: { ...plain, timeout: 'TYPO' } });
// @ts-expect-error no code, by name
defineStandard({ ...about, codes: small, failures: { ...plain, timeout: byTypo } });
// @ts-expect-error names alone leave a gap
defineStandard({ ...about, codes: small, failures: { ...plain, timeout: { names: { a: 'PLAIN' } } } });
// @ts-expect-error a row without a status
defineStandard({ ...about, codes: { PLAIN: { text: 'plain' } }, failures: plain });
// @ts-expect-error no rendering
defineStandard({ id: 'a', title: 'A', source: 'a', codes: small, failures: plain });
// @ts-expect-error a misspelt member
defineStandard({ ...about, codes: small, failures: plain, rendering: render });

const numbers = defineStandard({
  ...about,
  codes: { 400: { status: 400 }, '-1': { status: 500 }, '024': { status: 401 } },
  failures: { ...({} as Record<FailureKind, -1>), unauthenticated: '024' },
});
new numbers.error(400);
new numbers.error(-1, '문구');
new numbers.error('024');
// @ts-expect-error a number
new numbers.error('400');
// @ts-expect-error a number
new numbers.error('-1');
// @ts-expect-error a text
new numbers.error(24);

// The seams.
const configured: Standard = standard({ realm: 'a' });
toReply(new TypedError('PLAIN'), request, configured, {
  translate: () => undefined,
  onError: async () => {},
});
responder(configured, { onError: ({ error, origin }) => void [error.code, origin] });
// @ts-expect-error a factory that was not called
toReply(undefined, request, standard);
// @ts-expect-error a factory that was not called
responder(standard);
// @ts-expect-error no option
responder(configured, { onerror: () => {} });
// @ts-expect-error not with a promise
responder(configured, { translate: async () => undefined });
// @ts-expect-error neither an error of a standard nor a failure
responder(configured, { translate: () => new Error('a') });
responder(configured, { translate: (thrown): ProviderError | Failure | undefined => thrown as Failure });
// @ts-expect-error a configured standard
parseReply(standard, { status: 400, headers: {}, body: '' });

export { Busy, Chosen, Fixed, FixedWithText, Moved, NeedyWithout };
