import { KoscomError, koscom } from './index.js';

koscom({ category: 'op-apim' });
koscom({ category: 'SAMSUNG', on: { timeout: 503 }, wwwAuthenticate: false });
// @ts-expect-error the category is required
koscom();
// @ts-expect-error the category is required
koscom({});
// @ts-expect-error a name is a string
koscom({ category: 1 });
// @ts-expect-error every text is the document's
koscom({ category: 'SAMSUNG', texts: { 404: 'mine' } });
// @ts-expect-error a code that needs a detail answers no failure
koscom({ category: 'SAMSUNG', on: { timeout: 7000 } });

const code: 4001 = new KoscomError(4001).code;
const bare: 4001 = KoscomError(4001).code;
new KoscomError(4001, { category: 'SAMSUNG', description: '설명', cause: code, headers: { vary: 'Origin' } });
new KoscomError(6006, { detail: bare });
new KoscomError(7000, { detail: 'why', category: 'SAMSUNG' });
new KoscomError(503, { retryAfter: 60 });
// @ts-expect-error no such code
new KoscomError(9011);
// @ts-expect-error a result, not an error
new KoscomError(200);
// @ts-expect-error a code is a number
new KoscomError('404');
// @ts-expect-error the text is the document's
new KoscomError(404, 'mine');
// @ts-expect-error the text is the document's
new KoscomError(404, { message: 'mine' });
// @ts-expect-error the detail is missing
new KoscomError(6006);
// @ts-expect-error the detail is missing
new KoscomError(6006, {});
// @ts-expect-error the detail is missing
new KoscomError(6006, { description: 'a' });
// @ts-expect-error a detail is a text or a number
new KoscomError(6006, { detail: true });
// @ts-expect-error this code has no detail
new KoscomError(4001, { detail: 'a' });
new KoscomError(3005, { retryAfter: 60 });
// @ts-expect-error a code that is not retryable
new KoscomError(500, { retryAfter: 60 });
