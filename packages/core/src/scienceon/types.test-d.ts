import { ScienceOnError, scienceOn } from './index.js';

const code: '024' = new ScienceOnError('024').code;
const moved: 'movedPermanently' = ScienceOnError('movedPermanently', { location: '/v2' }).code;
new ScienceOnError('seeOther', { location: 'ftp://a', anyUri: true, message: code, cause: moved });
new ScienceOnError('backendError', { retryAfter: 60 });
scienceOn({ texts: { notFound: '없음' }, on: { forbidden: 'unauthorized' } });
// @ts-expect-error a code is a string
new ScienceOnError(24);
// @ts-expect-error no such code
new ScienceOnError('conflict');
// @ts-expect-error the location is missing
new ScienceOnError('movedPermanently');
// @ts-expect-error the location is missing
new ScienceOnError('seeOther', 'elsewhere');
// @ts-expect-error the location is missing
new ScienceOnError('seeOther', { message: 'elsewhere' });
// @ts-expect-error no redirect
new ScienceOnError('notFound', { location: '/v2' });
// @ts-expect-error a code that needs a location answers no failure
scienceOn({ on: { forbidden: 'seeOther' } });
