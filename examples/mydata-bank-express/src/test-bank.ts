import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { TestProvider } from './test-provider.js';

/** The bank of the tests of one file, as it was seeded before each of them. */
export let bank: TestProvider;

beforeAll(async () => {
  bank = await TestProvider.open();
}, 60_000);
beforeEach(() => bank.reset(), 30_000);
afterAll(() => bank.close());
