import { codesOf } from '../spec.js';
import { isText, jsonMembers, order, type Surface } from './checker.js';

/** 공통 에러 코드. */
const table = (name: 'kakao' | 'kakao-developers'): Surface => ({
  facts: codesOf(name),
  type: () => 'application/json; charset=UTF-8',
  read(reply) {
    const members = jsonMembers(reply);
    return {
      code: members.code,
      rules: {
        'code and msg': order(members) === 'code,msg',
        'code is a number': Number.isInteger(members.code),
        'msg says something': isText(members.msg),
      },
    };
  },
});

export const kakao = table('kakao');
export const kakaoDevelopers = table('kakao-developers');
