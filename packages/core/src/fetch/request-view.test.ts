import { requestView } from './index.js';

describe('the path and query of a request', () => {
  test.each([
    ['https://api.example/v2/bank/accounts?limit=500', '/v2/bank/accounts?limit=500'],
    ['http://127.0.0.1:8080/', '/'],
    ['http://[::1]:8080/accounts', '/accounts'],
    ['HTTP://API.EXAMPLE/Accounts', '/Accounts'],
    ['http://api.example?state=a', '/?state=a'],
    ['http://api.example//accounts//1', '//accounts//1'],
    ['http://api.example/%EA%B3%84%ec%a2%8c?state=a+b%2B%20%zz', '/%EA%B3%84%ec%a2%8c?state=a+b%2B%20%zz'],
    ['http://api.example/a?to=https://b.example/?c', '/a?to=https://b.example/?c'],
  ])('of %s is %s', (url, view) => {
    expect(requestView(new Request(url)).url).toBe(view);
  });
});

test('the method is the request’s', () => {
  expect(requestView(new Request('http://api.example/', { method: 'DELETE' })).method).toBe('DELETE');
});

test('a header is found by its name in any case; of several values all are there', () => {
  const headers = new Headers([
    ['X-Api-Tran-Id', 'A'],
    ['accept', 'text/html'],
    ['Accept', 'text/plain'],
  ]);
  const view = requestView(new Request('http://api.example/', { headers }));
  expect(view.header('x-api-tran-id')).toBe('A');
  expect(view.header('X-API-TRAN-ID')).toBe('A');
  expect(view.header('accept')).toBe('text/html, text/plain');
  expect(view.header('constructor')).toBeUndefined();
});
