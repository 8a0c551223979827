import { failureOfMethods } from './from-methods.js';

describe('a request that no route has answered', () => {
  test.each([
    ['GET', [], 'route-not-found'],
    ['GET', ['POST'], 'method-not-allowed'],
    ['GET', ['GET', 'POST'], 'route-not-found'],
    ['HEAD', ['GET'], 'route-not-found'],
    ['HEAD', ['POST'], 'method-not-allowed'],
    ['POST', ['GET', 'HEAD'], 'method-not-allowed'],
    ['get', ['GET'], 'method-not-allowed'],
  ])('%s if the path has routes for %j: %s', (method, allow, kind) => {
    const failure = failureOfMethods(method, allow);
    expect(failure.kind).toBe(kind);
    expect(failure.allow).toEqual(kind === 'method-not-allowed' ? allow : undefined);
  });
});
