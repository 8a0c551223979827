import { ProblemDetailsError, problemDetails } from './index.js';

const code: 404 = new ProblemDetailsError(404, 'No such order').code;
problemDetails({ texts: { 404: 'Nothing here' }, on: { timeout: 408 } });
new ProblemDetailsError(429, { retryAfter: 60, cause: code });
// @ts-expect-error unused, so not in the catalogue
new ProblemDetailsError(418);
// @ts-expect-error a success
new ProblemDetailsError(200);
new ProblemDetailsError(504, { retryAfter: 60 });
// @ts-expect-error a code that is not retryable
new ProblemDetailsError(404, { retryAfter: 60 });
