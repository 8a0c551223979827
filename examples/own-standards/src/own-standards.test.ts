import { readFileSync } from 'node:fs';
import { Failure, failureKinds, MyDataError, mydata, type RequestView, toReply } from '@oryu/core';
import { ShopError, shop } from './in-house.js';
import { LaterMyDataError, laterMydata } from './mydata-later-edition.js';

const request: RequestView = { method: 'GET', url: '/orders/1', header: () => undefined };
const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

describe('MyData with a code of a later edition', () => {
  test('answers the new code like the others, under a handler of either edition', () => {
    for (const handler of [laterMydata(), mydata()]) {
      expect(toReply(new LaterMyDataError(50010), request, handler)).toStrictEqual({
        status: 500,
        headers: { 'content-type': 'application/json; charset=UTF-8', 'content-length': '85' },
        body: '{"rsp_code":"50010","rsp_msg":"정보를 일시적으로 제공할 수 없습니다"}',
      });
    }
  });

  test('has every code of the earlier edition', () => {
    expect([...laterMydata().codes.keys()]).toEqual([...mydata().codes.keys(), 50010]);
    for (const code of mydata().codes.keys()) {
      expect(toReply(new LaterMyDataError(code), request, laterMydata())).toStrictEqual(
        toReply(new MyDataError(code), request, mydata()),
      );
    }
  });

  test('answers the failures of the earlier edition, except the one that it changes', () => {
    for (const kind of failureKinds) {
      const before = mydata().codeFor(new Failure(kind));
      expect(laterMydata().codeFor(new Failure(kind))).toBe(kind === 'unavailable' ? 50010 : before);
    }
  });

  test('does not exist in the earlier edition', () => {
    // @ts-expect-error not in that edition
    expect(() => new MyDataError(50010)).toThrow(RangeError);
    // @ts-expect-error in neither
    expect(() => new LaterMyDataError(50011)).toThrow(RangeError);
  });
});

describe('a house standard', () => {
  test('answers its codes in its own shape', () => {
    expect(toReply(new ShopError('NOT_THERE'), request, shop())).toStrictEqual({
      status: 404,
      headers: { 'content-type': 'application/json', 'content-length': '56' },
      body: '{"code":"NOT_THERE","message":"찾을 수 없습니다"}',
    });
    expect(toReply(new ShopError('NOT_THERE', '주문이 없습니다'), request, shop()).body).toBe(
      '{"code":"NOT_THERE","message":"주문이 없습니다"}',
    );
    expect(toReply(new ShopError('OUT_OF_ORDER', { retryAfter: 60 }), request, shop()).headers).toMatchObject(
      {
        'retry-after': '60',
      },
    );
  });

  test('answers every failure, with names if it has names', () => {
    for (const kind of failureKinds) {
      const { status } = toReply(new Failure(kind), request, shop());
      expect(status).toBe(shop().codes.get(shop().codeFor(new Failure(kind)))?.status);
    }
    expect(toReply(new Failure('missing-parameter', { names: ['sku'] }), request, shop()).body).toBe(
      '{"code":"BAD_REQUEST","message":"요청이 올바르지 않습니다 (sku)"}',
    );
  });

  test('checks its codes when it is compiled, and when it runs', () => {
    const code: 'NOT_THERE' = new ShopError('NOT_THERE').code;
    expect(code).toBe('NOT_THERE');
    // @ts-expect-error no such code
    expect(() => new ShopError('SOLD_OUT')).toThrow(RangeError);
    // @ts-expect-error may not carry Retry-After
    expect(() => new ShopError('NOT_THERE', { retryAfter: 60 })).toThrow(TypeError);
  });

  test('is had in under 40 lines', () => {
    expect(textOf('in-house.ts').split('\n').length).toBeLessThan(40 + 1);
  });
});

test('the page shows the files as they are', () => {
  const page = textOf('../README.md');
  for (const file of ['mydata-later-edition.ts', 'in-house.ts']) {
    expect(page).toContain(`\`\`\`ts\n// src/${file}\n${textOf(file)}\`\`\`\n`);
  }
});
