/** The compilers of users, how they resolve imports, and what they compile. */

export const typescripts = { '5.4': '5.4.5', '5.9': '5.9.3', '6': '6.0.3', '7': '7.0.2' };
export type TypeScript = keyof typeof typescripts;

// One resolution checks every declaration there is; the others what the consumer uses of them.
export const resolutions = {
  node16: ['--module', 'node16', '--skipLibCheck', '--noEmit', 'all.mts', 'all.cts'],
  nodenext: ['--module', 'nodenext', '--noEmit', 'all.mts', 'all.cts'],
  bundler: ['--module', 'esnext', '--skipLibCheck', '--noEmit', 'all.mts'],
};
/** How each TypeScript resolves the imports of CommonJS: TypeScript 7 has removed `node10`. */
const commonjsResolutions = {
  '5.4': ['--moduleResolution', 'node10'],
  '5.9': ['--moduleResolution', 'node10'],
  '6': ['--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
  '7': ['--moduleResolution', 'bundler'],
} satisfies Record<TypeScript, string[]>;

/** A project as Nest CLI 10 writes it. */
export const commonjs = (typescript: TypeScript): readonly string[] => [
  ...['--module', 'commonjs', '--target', 'es2021', '--skipLibCheck', 'all.ts'],
  ...commonjsResolutions[typescript],
];

export const consumer = `
import { isProviderError, MyDataError, mydata, type Reply, toReply } from '@oryu/core';
import { providerErrors } from '@oryu/express';

const request = { method: 'GET', url: '/', header: () => undefined };
export const reply: Reply = toReply(new MyDataError(40305), request, mydata());
export const code: 40305 = new MyDataError(40305).code;
export const [onUnanswered, onError] = providerErrors(mydata());
export const status = (thrown: unknown): number => (isProviderError(thrown) ? thrown.status : 500);
export function mistakes() {
  // @ts-expect-error
  new MyDataError(49999);
  // @ts-expect-error
  reply.status = 'a text, which is an error only where the declarations were read';
}
`;
