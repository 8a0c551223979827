import { memberOf } from '@oryu/core/binding';

const decompression = /^(Z_(DATA|BUF)_ERROR|Z_NEED_DICT|ERR__ERROR_FORMAT_\w+|ZSTD_error_\w+)$/;

/** Whether an error says that data cannot be decompressed: zlib, brotli and zstd have `code`s of their own. */
export function isErrorOfDecompression(thrown: unknown): boolean {
  const code = memberOf(Object(thrown) as { readonly code?: unknown }, 'code');
  return typeof code === 'string' && decompression.test(code);
}
