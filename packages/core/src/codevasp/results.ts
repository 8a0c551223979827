import { quote } from '../quote.js';

/**
 * Results of requests that were processed: bodies of a 200, not errors. Members and reasons are those of the
 * operator's developer documentation (GitHub codevasp-lab/codevasp-skills, April 2026): Response API, pages 02 to 08.
 */

const invalidReasons = [
  'NOT_FOUND_ADDRESS',
  'NOT_SUPPORTED_SYMBOL',
  'NOT_KYC_USER',
  'SANCTION_LIST',
  'LACK_OF_INFORMATION',
  'UNKNOWN',
] as const;

// Not made of the others: a bundler keeps a spread that nobody uses.
const deniedReasons = [
  'NOT_FOUND_ADDRESS',
  'NOT_SUPPORTED_SYMBOL',
  'NOT_KYC_USER',
  'SANCTION_LIST',
  'LACK_OF_INFORMATION',
  'UNKNOWN',
  'INPUT_NAME_MISMATCHED',
  'DOB_MISMATCHED',
] as const;

const errorReasons = [
  'UNKNOWN_TRANSFER_ID',
  'TXID_ALREADY_EXISTS',
  'TRANSFER_ALREADY_FAILED',
  'ILLEGAL_STATEFLOW',
  'NOT_FOUND_TXID',
  'LACK_OF_INFORMATION',
  'UNKNOWN',
] as const;

/** `reasonType` of an address that is `invalid`: POST /v1/beneficiary/VerifyAddress (02). */
export type CodeInvalidReason = (typeof invalidReasons)[number];
/** `reasonType` of a transfer that is `denied`: POST /v1/beneficiary/transfer (03). */
export type CodeDeniedReason = (typeof deniedReasons)[number];
/** `reasonType` of an `error` that is a result; {@link codeResults} says which request knows which reason. */
export type CodeErrorReason = (typeof errorReasons)[number];

/** The body of a result: spread it into the other members of the response. */
export interface CodeResult<Result extends string, Reason extends string> {
  readonly result: Result;
  readonly reasonType: Reason;
  readonly reasonMsg?: string;
}

/* @__NO_SIDE_EFFECTS__ */
function resultOf<Result extends string, Reason extends string>(result: Result, reasons: readonly Reason[]) {
  return (reasonType: Reason, reasonMsg = ''): CodeResult<Result, Reason> => {
    if (!reasons.includes(reasonType)) {
      throw new RangeError(
        `${quote(reasonType)} is not a reason of ${result}; the reasons are ${reasons.join(', ')}`,
      );
    }
    const body = { result, reasonType };
    return Object.freeze(reasonMsg.trim() === '' ? body : { ...body, reasonMsg });
  };
}

/**
 * Results that sound like errors but are not: frozen bodies of a 200, to be completed by your data. Each takes
 * the reason and, if there is one, a message, and throws a RangeError for a reason that is not its own.
 *
 * @example
 * response.json({ ...codeResults.denied('INPUT_NAME_MISMATCHED'), transferId, payload });
 */
export const codeResults = /* @__PURE__ */ Object.freeze({
  /** POST /v1/beneficiary/VerifyAddress: the address cannot receive. */
  invalid: /* @__PURE__ */ resultOf<'invalid', CodeInvalidReason>('invalid', invalidReasons),
  /** POST /v1/beneficiary/transfer: the transfer is not permitted. */
  denied: /* @__PURE__ */ resultOf<'denied', CodeDeniedReason>('denied', deniedReasons),
  /**
   * What was asked cannot be done:
   *
   * | request | reasons |
   * |---|---|
   * | POST /v1/beneficiary/transfer/txid (04) | `TXID_ALREADY_EXISTS`, `TRANSFER_ALREADY_FAILED`, `UNKNOWN_TRANSFER_ID`, `UNKNOWN` |
   * | PUT /v1/vasp/transfer/status (06) | `UNKNOWN_TRANSFER_ID`, `ILLEGAL_STATEFLOW`, `UNKNOWN` |
   * | PUT /v1/verification/tx (08) | `NOT_FOUND_TXID`, `LACK_OF_INFORMATION`, `UNKNOWN` |
   *
   * On POST /v1/vasp/transfer/status an unknown transfer is an error: `new VaspError('UNKNOWN_TRANSFER_ID')`.
   */
  error: /* @__PURE__ */ resultOf<'error', CodeErrorReason>('error', errorReasons),
  /** POST /v1/verification/tx (07): the transaction is not yours. This result has no reason. */
  unknownTxid: /* @__PURE__ */ Object.freeze({ result: 'invalid' } as const),
});
