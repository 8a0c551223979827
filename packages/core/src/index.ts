/**
 * Typed errors of Korean open-API standards, and the complete, conformant response to whatever goes wrong.
 *
 * @module
 */
export { byPath } from './by-path.js';
export type { Catalogue, Code, CodeOf, CodeRow, Evidence } from './catalogue.js';
export * from './codevasp/index.js';
export { type DefinedStandard, defineStandard, extendStandard } from './define-standard.js';
export type { CheckOption, ErrorArguments, ErrorClass, ErrorOptionsFor } from './error-options.js';
export {
  Failure,
  type FailureKind,
  type FailureOptions,
  failureKinds,
  isFailure,
} from './failure.js';
export type { ErrorReport, Origin, ProviderErrorsOptions } from './hooks.js';
export * from './kakao/index.js';
export * from './koscom/index.js';
export * from './mydata/index.js';
export { jsonMembers, parseReply, type ReceivedReply } from './parse-reply.js';
export * from './problem-details/index.js';
export { isProviderError, ProviderError } from './provider-error.js';
export type { Reply, RequestView } from './reply.js';
export * from './scienceon/index.js';
export type {
  FailureCode,
  FailureCodes,
  ResolvedError,
  Standard,
  StandardDefinition,
  StandardFactory,
  StandardSettings,
} from './standard.js';
export { toReply } from './to-reply.js';
export type { Mismatch, WireReading, WireReply } from './wire.js';
