import { isText, jsonMembers, order, type Surface } from './checker.js';

/** 공통 에러 코드. */
export const kakao: Surface = {
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
  isText: (text) => /^[\x20-\x7e]+$/.test(text),
};
export const kakaoDevelopers = kakao;
