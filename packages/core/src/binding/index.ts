/**
 * Parts of core for bindings, and not for providers: for packages that connect a framework or a validator.
 *
 * @module
 */
export { assertStandard } from '../assert-standard.js';
export { UnthrownFailure } from '../failure.js';
export {
  beginStackAbove,
  type Finding,
  failureOfFindings,
  mostSegments,
  type RequestPart,
} from '../from-findings.js';
export { failureOfMethods } from '../from-methods.js';
export { kindOfStatus, optionsOfHeaders } from '../from-status.js';
export type { Classify, Framework } from '../hooks.js';
export { type HeaderValue, mergeHeaders } from '../merge-headers.js';
export { memberOf, ownMembers } from '../own.js';
export { staleHeaders } from '../reply.js';
export { responder } from '../responder.js';
