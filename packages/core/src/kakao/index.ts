/**
 * Kakao error codes: the Kakao Mobility guide's (`kakao`), and, as another standard with another table, those of
 * Kakao Developers (`kakaoDevelopers`).
 *
 * @module
 */

import type { CodeOf } from '../catalogue.js';
import { defineStandard, errorOf, extendStandard, factoryOf } from '../define-standard.js';
import type { ErrorClass } from '../error-options.js';
import type { ProviderError } from '../provider-error.js';
import type { StandardFactory } from '../standard.js';
import { codes, developersCodes } from './codes.js';
import { developersFailures, failures } from './failures.js';
import { read } from './read.js';
import { render } from './render.js';

const mobility = defineStandard<typeof codes>({
  id: 'kakao',
  name: 'KakaoError',
  title: 'Kakao',
  source: 'Kakao Mobility 가이드, 문제 해결, 공통 에러 코드',
  codes,
  failures,
  render,
  variant: () => 'json',
  read,
});

const developers = extendStandard(factoryOf(mobility), {
  id: 'kakao-developers',
  name: 'KakaoDevelopersError',
  title: 'Kakao Developers',
  source:
    'Kakao Developers, REST API, Error code, Common (https://developers.kakao.com/docs/latest/ko/rest-api/error-code)',
  codes: developersCodes,
  failures: developersFailures,
});

/** `code`: -1 … -9798. */
export type KakaoCode = CodeOf<typeof codes>;
/** `code` of Kakao Developers: -1 … -9798. */
export type KakaoDevelopersCode = CodeOf<typeof developersCodes>;

/**
 * An error of the Kakao Mobility guide (common error codes). "No route found" and the like are results of a 200,
 * not errors; a used-up quota (-10) is 400.
 *
 * @param code `code`
 * @param text `msg`, or options with `message`; -1, -7, -10 and -9798 may carry `retryAfter`
 * @throws RangeError for a code that the guide does not have, TypeError for an option the code cannot carry
 *
 * @example
 * throw new KakaoError(-401);
 */
export const KakaoError: ErrorClass<typeof codes> = errorOf(mobility);
export type KakaoError = ProviderError<KakaoCode>;

/**
 * An error of Kakao Developers (Error code, Common): -1 and -7 are 400 here, and there are more codes. It is no
 * `KakaoError`, nor the other way round.
 *
 * @throws as {@link KakaoError}
 */
export const KakaoDevelopersError: ErrorClass<typeof developersCodes> = errorOf(developers);
export type KakaoDevelopersError = ProviderError<KakaoDevelopersCode>;

/** The standard of the Kakao Mobility guide, configured. Throws a TypeError or RangeError for bad settings. */
export const kakao: StandardFactory<typeof codes> = factoryOf(mobility);

/** The standard of Kakao Developers, configured. Throws a TypeError or RangeError for bad settings. */
export const kakaoDevelopers: StandardFactory<typeof developersCodes> = factoryOf(developers);
