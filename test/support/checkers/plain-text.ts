import { anyText } from '../arbitraries/texts.js';
import type { CodeFacts } from '../spec.js';
import { tinyCodes } from '../tiny-standard.js';
import type { Surface } from './checker.js';

export const tinyFacts: readonly CodeFacts[] = Object.entries(tinyCodes).map(([code, row]) => ({
  surface: 'tiny',
  code,
  status: row.status,
  text: 'text' in row ? row.text : '',
  rule: 'needs' in row ? 'template' : 'fixed' in row ? 'fixed' : 'free',
  fault: row.status >= 500 ? 'server' : 'client',
  retryable: 'retryable' in row,
  source: '',
}));

/** The standard that a provider defined itself: `<code> <text>`. */
export const plainText: Surface = {
  type: () => 'text/plain',
  read: ({ body }) => ({
    code: /^[A-Z]+(?= )/.exec(String(body))?.[0],
    rules: { 'the placeholder of a template is filled': !String(body).includes('{detail}') },
  }),
  options: ({ rule }) => (rule === 'template' ? { detail: anyText } : {}),
};
