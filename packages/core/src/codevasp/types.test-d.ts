import { CodeApiError, codeApi, codeResults, VaspError, vasp } from './index.js';

const fromVasp: 'MISSING_HEADER_FIELD' = new VaspError('MISSING_HEADER_FIELD').code;
const fromCodeApi: 'MISSING_HEADER_FIELD' = CodeApiError('MISSING_HEADER_FIELD').code;
new VaspError('UNKNOWN_TRANSFER_ID', '설명');
new CodeApiError('TOO_MANY_REQUESTS', { retryAfter: 60, message: fromVasp, cause: fromCodeApi });
vasp({ texts: { UNKNOWN_TRANSFER_ID: '없음' }, on: { forbidden: 'INVALID_ENCRYPTED_BODY' } });
codeApi({ on: { forbidden: 'INVALID_BENEFICIARY' } });
// @ts-expect-error the other server's
new VaspError('TOO_MANY_REQUESTS');
// @ts-expect-error the other server's
new CodeApiError('UNKNOWN_TRANSFER_ID');
// @ts-expect-error the other server's
vasp({ on: { forbidden: 'INVALID_ORIGIN' } });
// @ts-expect-error never on a VASP's 503
new VaspError('VASP_BACKEND_INTERNAL_ERROR', { retryAfter: 60 });
// @ts-expect-error a result, not an error
new VaspError('denied');

const denied: { readonly result: 'denied' } = codeResults.denied('DOB_MISMATCHED', '다름');
const invalid: { readonly result: 'invalid' } = codeResults.unknownTxid;
const error: 'ILLEGAL_STATEFLOW' | string = codeResults.error('ILLEGAL_STATEFLOW').reasonType;
// @ts-expect-error frozen
denied.result = invalid;
// @ts-expect-error no reason of an address
codeResults.invalid('DOB_MISMATCHED', error);
// @ts-expect-error a reason is required
codeResults.invalid();
// @ts-expect-error no reason of an error
codeResults.error('SANCTION_LIST');
