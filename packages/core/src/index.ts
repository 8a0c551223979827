/**
 * Typed errors of Korean open-API standards, and the complete, conformant response to whatever goes wrong.
 *
 * @module
 */
export { type AjvError, failureOfAjv } from './ajv.js';
export { assertStandard } from './assert-standard.js';
export { byPath } from './by-path.js';
export * from './codevasp/index.js';
export { type DefinedStandard, defineStandard, extendStandard } from './define-standard.js';
export {
  Failure,
  type FailureKind,
  type FailureOptions,
  failureKinds,
  failureOfUnanswered,
  isFailure,
} from './failure.js';
export { type Finding, failureOfFindings, type RequestPart } from './findings.js';
export type { Classify, ErrorReport, Framework, Origin, ProviderErrorsOptions } from './hooks.js';
export * from './kakao/index.js';
export * from './koscom/index.js';
export { type HeaderValue, mergeHeaders } from './merge-headers.js';
export * from './mydata/index.js';
export { jsonMembers, parseReply, type ReceivedReply } from './parse-reply.js';
export * from './problem-details/index.js';
export { isProviderError, ProviderError } from './provider-error.js';
export { type Reply, type RequestView, staleHeaders } from './reply.js';
export { responder } from './responder.js';
export * from './scienceon/index.js';
export type {
  Catalogue,
  CheckOption,
  Code,
  CodeOf,
  CodeRow,
  ErrorArguments,
  ErrorClass,
  ErrorOptionsFor,
  Evidence,
  FailureCode,
  FailureCodes,
  Mismatch,
  ResolvedError,
  Standard,
  StandardDefinition,
  StandardFactory,
  StandardSettings,
  WireReading,
  WireReply,
} from './standard.js';
export { failureOfHttpError, kindOfStatus, optionsOfHeaders, statusKinds } from './statuses.js';
export { toReply } from './to-reply.js';
