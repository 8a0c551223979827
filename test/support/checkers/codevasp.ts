import { isText, jsonMembers, order, type Surface } from './checker.js';

/** The error page, of either server. */
export const vasp: Surface = {
  type: () => 'application/json; charset=utf-8',
  read(reply) {
    const members = jsonMembers(reply);
    return {
      code: members.errorType,
      rules: {
        'errorType, and errorMsg where there is one': /^errorType(,errorMsg)?$/.test(order(members)),
        'errorMsg says something': !('errorMsg' in members) || isText(members.errorMsg),
      },
    };
  },
};
export const codeApi = vasp;
