/**
 * ScienceON API Gateway (KISTI), page of error codes and messages. It is the document's standard, not the live
 * service's, which answers with other codes inside `<MetaData>`. The document breaks off after 303: the words
 * for 400 to 503 are ours, and `extendStandard` replaces them.
 *
 * @module
 */

import type { CodeOf } from '../catalogue.js';
import { defineStandard, errorOf, factoryOf } from '../define-standard.js';
import type { ErrorClass } from '../error-options.js';
import type { ProviderError } from '../provider-error.js';
import type { StandardFactory } from '../standard.js';
import { codes } from './codes.js';
import { failures } from './failures.js';
import { isLocation, isUri } from './location.js';
import { read } from './read.js';
import { formOf, render } from './render.js';

/** The options that only a ScienceON error has. */
export interface ScienceOnOptions {
  /**
   * The target of a redirect: a relative reference, or an absolute http or https URL, in ASCII (`encodeURI` helps).
   * It is yours to vouch for; never make one of a client's input.
   */
  location: string;
  /** Allows `location` another scheme, and a host without one (`//host`). */
  anyUri: boolean;
}

const defined = defineStandard<typeof codes, unknown, ScienceOnOptions>({
  id: 'scienceon',
  name: 'ScienceOnError',
  title: 'ScienceON API Gateway',
  source: 'ScienceON API Gateway, KISTI, 오류코드 및 메세지 안내',
  codes,
  failures,
  render,
  variant: formOf,
  options: {
    location(value, row, _code, { anyUri }) {
      if (row.needs !== 'location') throw new TypeError('only a redirect may have a location; leave it out');
      if (!isUri(value))
        throw new TypeError('location must be a URI of printable ASCII, without spaces or backslashes');
      if (anyUri !== true && !isLocation(value)) {
        throw new TypeError(
          'location must be relative, or an absolute http or https URL; anyUri: true allows another scheme or //host',
        );
      }
      return value;
    },
    anyUri(value, row) {
      if (row.needs !== 'location' || typeof value !== 'boolean')
        throw new TypeError('anyUri must be true or false, and requires location');
      return value;
    },
  },
  read,
});

/** `errorCode`: a string, even if it looks like a number. */
export type ScienceOnCode = CodeOf<typeof codes>;

/**
 * An error of the gateway. It is answered in XML if the API's name ends in `.xml`, in JSON otherwise.
 *
 * @param code `errorCode`; the codes of 301 and 303 need `location`, which becomes the header
 * @param text `errorMessage`, or options with `message`
 * @throws RangeError for a code that the catalogue does not have; TypeError for a missing location, one that is
 *   neither relative nor http(s) without `anyUri`, or another option the code cannot carry
 *
 * @example
 * throw new ScienceOnError('024');
 * throw new ScienceOnError('movedPermanently', { location: '/v2/search' });
 */
export const ScienceOnError: ErrorClass<typeof codes, ScienceOnOptions> = errorOf(defined);
export type ScienceOnError = ProviderError<ScienceOnCode>;

/** The standard of the gateway, configured. Throws a TypeError or RangeError for bad settings. */
export const scienceOn: StandardFactory<typeof codes, unknown, ScienceOnOptions> = factoryOf(defined);
