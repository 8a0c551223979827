import { KakaoDevelopersError, KakaoError, kakao, kakaoDevelopers } from './index.js';

const code: -401 = new KakaoError(-401, 'no such key').code;
const other: -501 = KakaoDevelopersError(-501).code;
new KakaoError(-9798, { retryAfter: new Date(), cause: [code, other] });
kakao({ texts: { [-1]: 'sorry' }, on: { timeout: -603 } });
kakaoDevelopers({ on: { forbidden: -12 } });
// @ts-expect-error a code of Kakao Developers only
new KakaoError(-501);
// @ts-expect-error a code of Kakao Developers only
kakao({ on: { forbidden: -12 } });
// @ts-expect-error no such code
new KakaoDevelopersError(-500);
// @ts-expect-error a code is a number
new KakaoError('-401');
new KakaoError(-10, { retryAfter: 60 });
// @ts-expect-error a code that is not retryable
new KakaoError(-2, { retryAfter: 60 });
