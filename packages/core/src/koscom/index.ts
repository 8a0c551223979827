/**
 * 금융투자 핀테크 오픈플랫폼 (Koscom fintech open platform), error page of 2018-05-16. The platform has since
 * retired this format: it is for those who still speak it.
 *
 * @module
 */

import type { CodeOf } from '../catalogue.js';
import { defineStandard, errorOf, factoryOf } from '../define-standard.js';
import type { ErrorClass } from '../error-options.js';
import { listedNames } from '../failure-names.js';
import type { ProviderError } from '../provider-error.js';
import type { StandardFactory } from '../standard.js';
import { codes } from './codes.js';
import { companyFailures, companyLinkFailures, platformFailures } from './failures.js';
import { read } from './read.js';
import {
  isCompany,
  isDetail,
  isOfCompany,
  isSender,
  isServer,
  type KoscomRow,
  type KoscomSettings,
  render,
} from './render.js';

export type { KoscomSettings } from './render.js';

/** The options that only a Koscom error has. */
export interface KoscomOptions {
  /**
   * The end of the code's message: a reason, without the brackets, or the number of results (6005) or
   * days (6006), a whole number from 0 on. Required by the codes that have room for it, refused by all others.
   */
  detail: string | number;
  /** Further information, sent as the member of this name; an empty one is left out. */
  description: string;
  /**
   * The name of the company whose error a server of the platform relays; only for codes from 4000 on. For 5007 also the
   * server of the platform whose error it is.
   */
  category: string;
}

const defined = defineStandard<typeof codes, KoscomSettings, KoscomOptions>({
  id: 'koscom',
  name: 'KoscomError',
  title: 'Koscom fintech open platform',
  source: '금융투자 핀테크 오픈플랫폼, 코스콤, Error Code (2018-05-16)',
  codes,
  failures: ({ category }) => {
    if (category === 'op-exco') return companyLinkFailures;
    return isCompany(category) ? companyFailures : platformFailures;
  },
  render,
  variant: () => 'json',
  options: {
    detail(value, row) {
      if (row.needs !== 'detail') throw new TypeError('this code does not have a detail; leave it out');
      if (isDetail(value, row)) return value;
      throw new TypeError(
        (row as KoscomRow).numeric === true
          ? 'detail must be a whole number from 0 on'
          : 'detail must be a number or a reason',
      );
    },
    description(value) {
      if (typeof value !== 'string') throw new TypeError('description must be a string');
      return value;
    },
    category(value, row) {
      if (!isOfCompany(row)) throw new TypeError('only codes from 4000 on have a category; leave it out');
      if (!isSender(value, row))
        throw new TypeError("category must be a company's name, for example SAMSUNG");
      return value;
    },
  },
  settings: {
    category(value) {
      if (!isServer(value) && !isCompany(value)) {
        throw new TypeError("category must be 'op-apim', 'op-auth', 'op-exco' or a company's name");
      }
    },
  },
  optionsFor: ({ kind, names }, _code, row) =>
    row.needs === 'detail' ? { detail: listedNames(names) || kind.replaceAll('-', ' ') } : undefined,
  read,
});

/** `code`: 400 … 505, 2001 … 7000. */
export type KoscomCode = CodeOf<typeof codes>;

/**
 * An error of the Koscom open platform (Error Code/Message). Every text is the document's own.
 *
 * @param code `code`; the status is the table's, 500 for every error of a company
 * @param options `detail` if the text has room for it; `description`; `category` for a company's error that
 *   a server of the platform relays
 * @throws RangeError for a code that the document does not have, TypeError for a missing or wrong option, and
 *   for a text
 *
 * @example
 * throw new KoscomError(4001);
 * throw new KoscomError(6006, { detail: 90 }); // Date Range Exceeded, 90
 * throw new KoscomError(4001, { category: 'SAMSUNG' }); // from op-exco, which relays it
 */
export const KoscomError: ErrorClass<typeof codes, KoscomOptions> = errorOf(defined);
export type KoscomError = ProviderError<KoscomCode>;

/**
 * The standard of one server of the platform, or of a company's, configured. A company's error (4000 to 7000)
 * that a server of the platform throws without naming the company cannot be answered: it becomes the answer to
 * `unexpected`, and `onError` hears of it. 5007 is the exception: companies send that request to the platform too, so
 * there it is the platform's own.
 *
 * @throws TypeError if the category is missing or not a name, TypeError or RangeError for other bad settings
 *
 * @example
 * koscom({ category: 'op-apim' });
 */
export const koscom: StandardFactory<typeof codes, KoscomSettings, KoscomOptions> = factoryOf(defined);
