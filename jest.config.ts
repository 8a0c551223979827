/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

export default {
  testMatch: ['<rootDir>/{packages,examples,spec,test}/**/*.test.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  // Several suites start processes and servers; a busy machine of two cores is slow at that.
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      },
    ],
  },
  moduleNameMapper: {
    '^@oryu/platforms/(.+)$': '<rootDir>/packages/platforms/src/$1.ts',
    '^@oryu/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@oryu/([^/]+)/(.+)$': '<rootDir>/packages/$1/src/$2/index.ts',
    '^(\\.{1,2}/.+)\\.js$': ['$1.js', '$1.ts'],
  },
} satisfies Config;
