import { differences, everythingOf, polluted } from '../../../test/support/polluted.js';
import * as core from './index.js';

/** Names that are read somewhere of an option, a setting, a row, a failure, a reply, a definition or a reading. */
const members: Readonly<Record<string, unknown>> = {
  'content-length': '1',
  'set-cookie': 'sid=x',
  'www-authenticate': 'x',
  allow: ['X'],
  body: 'x',
  bare: 413,
  callback: 'https://x.example/',
  category: 'op-exco',
  cause: 'x',
  challenge: 'x',
  code: 40402,
  codes: {},
  definition: {},
  detail: 'x',
  direct: true,
  directStatus: 418,
  enumerable: true,
  error: 'x',
  failures: 'x',
  fault: 'client',
  fixed: true,
  fromWire: true,
  get: 1,
  headers: { 'set-cookie': 'x' },
  kind: 'timeout',
  location: 'https://x.example/',
  message: 'x',
  missingProperty: 'x',
  mismatch: 'success',
  names: ['x'],
  needs: 'x',
  on: { unexpected: 40402 },
  options: { message: 'x' },
  optionsFor: () => ({ message: 'x' }),
  otherwise: 40402,
  read: () => ({ code: 40402 }),
  results: { x: 'x' },
  retryAfter: 1,
  retryable: true,
  ruledHeaders: ['x'],
  settings: {},
  standard: 'x',
  status: 418,
  text: 'x',
  texts: { 40305: 'x' },
  translate: () => undefined,
  unlisted: 'bare',
  variant: () => 'x',
  wwwAuthenticate: 'x',
};

const expected = everythingOf(core);

test.each(Object.entries(members))(
  'an inherited %s is ignored, while it exists and afterwards',
  (name, value) => {
    const lines = polluted({ [name]: value }, () => everythingOf(core));
    expect(differences(expected, lines)).toEqual([]);
    expect(differences(expected, everythingOf(core))).toEqual([]);
  },
);
