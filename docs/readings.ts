import type { FailureKind } from '@oryu/core';

/** A place where a document is silent or contradicts itself or another one, and what this project makes of it. */
export interface Reading {
  readonly document: string;
  readonly reading: string;
  /** How a provider changes it. */
  readonly change: string;
}

/** By the title of the section in the register. */
export const readings: Readonly<Record<string, readonly Reading[]>> = {
  MyData: [
    {
      document: 'A provider is judged by the edition in force; this is v1.0 of September 2021.',
      reading: 'The catalogue is that edition, and says so.',
      change: '`extendStandard(mydata, { codes })`, the rows of a later one',
    },
    {
      document:
        'Annex 1 (1) 1 has two rows of 400, both with the `error` `invalid_request`; only their fixed `error_description` tells them apart.',
      reading:
        'Those two descriptions are our code names, and what is sent is `invalid_request` with the description.',
      change: '`extendStandard(mydataAuthorize, { codes })`, a row with another `error` or `text`',
    },
    {
      document:
        'The cell that leaves the error text to each institution is merged over all rows, so a text copy of the page attaches it to some codes only.',
      reading: 'Every text is the provider’s own, but for the two fixed descriptions. The defaults are ours.',
      change: 'a text at the throw, or `texts`',
    },
    {
      document:
        'AH(450) limits a text to KS X 1001 and ASCII, in bytes; what becomes of a text that does not keep to it is not said.',
      reading:
        'It is cut at 450 bytes of UTF-8, never inside a character; a line break becomes a space, any other foreign character `?`.',
      change: 'give texts that keep to it',
    },
    {
      document: '`invalid_client` is 400 in Annex 1 (2), 401 in RFC 6749 (5.2).',
      reading: '400: the document that a provider is judged by.',
      change: '`extendStandard(mydataToken, { codes })`, a row with another status',
    },
    {
      document:
        'Nothing is said of caches on the token API; RFC 6749 (5.1), which it follows, forbids them to keep an answer.',
      reading: '`Cache-Control: no-store` and `Pragma: no-cache`, with success and error alike (derived).',
      change: '`defineStandard` with other `headers`',
    },
    {
      document: 'A redirect row has no answer for a request whose callback cannot be trusted.',
      reading:
        'Answered directly, with the same four members: 400, `server_error` 500, `temporarily_unavailable` 503.',
      change: '`callback`, so that there is one; `extendStandard`, a row with another `directStatus`',
    },
    {
      document: 'A wrong route or a request that HTTP itself refuses is not mentioned on the authorize API.',
      reading: 'As a wrong method, it is always answered directly, never by a redirect.',
      change: '`translate`, to an error with a `callback`',
    },
    {
      document:
        'Annex 14 has the transaction id sent back unchanged; what to do with a malformed one is not said.',
      reading: 'What is echoed matches `[A-Z0-9]{1,25}`; anything else is not reflected at all.',
      change: 'check it (`isTransactionId`) and answer 40002 or `invalid_request`',
    },
    {
      document: 'A revoked token that was not valid (99999) is described as a result, without a text.',
      reading: 'A result of a 200, never thrown; its text is ours.',
      change: 'spread `mydataResults.tokenNotValid` and give another `rsp_msg`',
    },
    {
      document: 'There is neither a replay nor a 501 in any of the three tables.',
      reading:
        'A replay travels in a header: 40002, `invalid_request`. Not implemented: 40301, `invalid_request`.',
      change: '`on`',
    },
  ],
  Koscom: [
    {
      document: 'The page is of 2018; the platform has since retired the format.',
      reading: 'The catalogue is that page, for those who still speak it.',
      change: '–',
    },
    {
      document:
        'Some messages end with an instruction in braces: to write the reason in square brackets, the number of results, the maximum number of days.',
      reading:
        'The reason stands in square brackets, the two numbers bare. 5004 has no comma before it, as printed.',
      change: '`extendStandard(koscom, { codes })`, a row with another `text`',
    },
    {
      document: 'The table of company errors begins with the row 500, 200, `OK`.',
      reading: 'A `respCode` inside a success body: no error, so no code.',
      change: '`extendStandard`, a row of your own',
    },
    {
      document: 'The example body has the code 9011, which is in no table.',
      reading: 'No code.',
      change: '`extendStandard`, a row of your own',
    },
    {
      document:
        '`category` is the place of the error, and a company’s error can reach the client through a server of the platform.',
      reading:
        'A company’s error thrown on its own server has its name; a server of the platform names the company on the error, and one that does not is answered as `unexpected`.',
      change: '`new KoscomError(4001, { category })`',
    },
    {
      document: 'The content type is printed `Application/json; charset=utf-8`.',
      reading: '`application/json; charset=utf-8`: media types compare without case.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: '6004 is described with a full stop alone.',
      reading: 'Our description follows the message.',
      change: '–',
    },
    {
      document: 'There is no 429, no replay and no 501.',
      reading: '503; 400, on a company’s server 7000; 404.',
      change: '`on`',
    },
    {
      document: 'The reason of 7000 is to be given, but a failure outside domain code has none.',
      reading:
        'The names of the headers or parameters, joined with a comma and a space; else the kind in words (`malformed body`).',
      change: '`on`, or `translate` to an error with a `detail`',
    },
  ],
  CODE: [
    {
      document: 'The same words stand in the tables of two servers, under different statuses.',
      reading:
        'Two standards: a VASP’s server answers 503 for each, the CODE API server 422, 408, 429 or 500.',
      change: '–',
    },
    {
      document: 'No content type is named.',
      reading: '`application/json; charset=utf-8`.',
      change: '`defineStandard` with another `render`',
    },
    {
      document:
        '`UNKNOWN_TRANSFER_ID` is a 503 in the table of errors, and a 200 with `result: "error"` where a txid is reported or a transfer finished.',
      reading: 'Both: an error on the status search, a result on those two.',
      change: '`new VaspError(…)` or `codeResults.error(…)`, by the request',
    },
    {
      document:
        'On the asset-transfer-data request the table of reasons lacks `UNKNOWN_TRANSFER_ID`, an example of the requesting side has it.',
      reading: '`codeResults.error` takes every reason of the three requests.',
      change: '–',
    },
    {
      document:
        '`INVALID_HEADER_SIGNATURE` stays in the VASP’s table, though since v1.6 a VASP gets no signature.',
      reading: 'A code like any other; no failure is answered with it.',
      change: '`on`',
    },
    {
      document: 'The developer documentation of 2026 has one more word of 422, `INVALID_BENEFICIARY`.',
      reading: 'In the catalogue.',
      change: '–',
    },
    {
      document: 'A nonce may not come again within one minute (error page) or 100 seconds (header page).',
      reading: '60 seconds.',
      change: 'a setting of the guard that checks it',
    },
    {
      document: 'Requests are limited per second (prose) or to 40 per minute (example).',
      reading: '40 per minute.',
      change: 'a setting of the guard that counts them',
    },
    {
      document: 'Neither table has a 404, 405 or 501, and only the CODE API server knows a replay.',
      reading:
        'A VASP’s server: `UNACCEPTABLE_REQUEST`, which the document has for whatever it cannot process. The CODE API server: `INVALID_MSG_FIELD_VALUE`.',
      change: '`on`',
    },
  ],
  ScienceON: [
    {
      document: 'The page breaks off after 303; 400 to 503 have statuses and no words.',
      reading: 'Words of the public list that those of 301 and 303 come from; marked chosen below.',
      change: '`extendStandard(scienceOn, { codes })`',
    },
    {
      document: 'Nine statuses are said to be all; there are sections for 301 and 303.',
      reading: 'Both are codes, and cannot be without a `location`.',
      change: '–',
    },
    {
      document: 'The body of a 301 or 303 is not shown.',
      reading: 'The same body as that of an error.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: 'Where `Location` may lead is not said.',
      reading:
        'A relative reference, or an absolute http or https URL of printable ASCII; no backslash, no user.',
      change: '`anyUri: true` beside `location` allows another scheme and `//host`',
    },
    {
      document: 'XML is answered where the name of the API has the extension `.xml`; no XML is shown.',
      reading:
        'The name is the last segment of the path as received, its end compared with case. A declaration, a root `result`, the two members as elements.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: 'XML 1.0 cannot hold every character.',
      reading:
        'One that it forbids becomes U+FFFD; a carriage return is written `&#13;`, so that a parser keeps it.',
      change: '–',
    },
    {
      document: 'The example of a 401 has the code 024, the table of statuses no word.',
      reading: 'Both `024` and `unauthorized` are codes; a failure is answered with the documented one.',
      change: "`on: { unauthenticated: 'unauthorized' }`",
    },
    {
      document: 'The live gateway answers otherwise: codes of another kind inside `<MetaData>`.',
      reading: 'This standard is the document’s.',
      change: '`defineStandard`',
    },
    {
      document: 'There is no 429 and no replay.',
      reading: '`backendError` and `badRequest`.',
      change: '`on`',
    },
  ],
  Kakao: [
    {
      document:
        'The guide’s table of statuses has 429 for a used-up quota; the only code for it, -10, is 400.',
      reading: '400: the table of codes decides.',
      change: '`extendStandard(kakao, { codes })`, a row with another status',
    },
    {
      document: 'The guide has 500 for -1 and -7, Kakao Developers 400, and more codes.',
      reading: 'Two standards, `kakao` and `kakaoDevelopers`, that do not know each other’s errors.',
      change: '–',
    },
    {
      document: 'The guide’s table of statuses has 502, its table of codes nothing for it.',
      reading: 'No code; an upstream’s failure is -7.',
      change: '`on`',
    },
    {
      document: 'Texts are not given.',
      reading: '`msg` is always there and never empty; the defaults are ours.',
      change: 'a text at the throw, or `texts`',
    },
    {
      document: 'There is no 404, 405 or 501 and no replay.',
      reading: '-9, -2, -9 and -8.',
      change: '`on`',
    },
  ],
  'Problem details': [
    {
      document: 'RFC 9457 leaves the status to the provider.',
      reading:
        'A replay is 409: 425 is for early data, which a client sends again by itself. A timeout is 504, for 408 would have it sent again.',
      change: '`on`',
    },
    {
      document:
        '407 and 511 are a proxy’s, 426 needs a header that goes from hop to hop, 418 is unused, 510 obsolete.',
      reading: 'No codes.',
      change: '`extendStandard(problemDetails, { codes })`',
    },
  ],
};

/** Pairs of a kind of failure and a surface on which the document is silent, by the id of the standard. */
export const silent: Readonly<Record<string, readonly FailureKind[]>> = {
  mydata: ['replayed-request', 'not-implemented'],
  'mydata-token': ['replayed-request'],
  'mydata-authorize': ['replayed-request'],
  koscom: ['rate-limited', 'replayed-request', 'not-implemented'],
  vasp: ['replayed-request'],
  'code-api': ['route-not-found', 'method-not-allowed', 'not-implemented'],
  scienceon: ['rate-limited', 'replayed-request'],
  kakao: ['route-not-found', 'method-not-allowed', 'replayed-request', 'not-implemented'],
  'kakao-developers': [
    'route-not-found',
    'method-not-allowed',
    'replayed-request',
    'upstream-failed',
    'not-implemented',
  ],
  'problem-details': ['replayed-request', 'timeout'],
};
