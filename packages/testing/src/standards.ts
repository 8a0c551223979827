import {
  type ErrorClass,
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
  type Standard,
} from '@oryu/core';

/** A configured standard and its error class. */
export interface StandardUnderTest {
  readonly standard: Standard;
  readonly error: ErrorClass<never>;
}

function under(standard: unknown, error: unknown): StandardUnderTest {
  return { standard: standard as Standard, error: error as ErrorClass<never> };
}

/** Every standard of @oryu/core, in each configuration that answers differently. */
export const standards: readonly StandardUnderTest[] = [
  under(mydata(), MyDataError),
  under(mydataToken(), MyDataTokenError),
  under(
    mydataAuthorize({ callback: () => 'https://callback.example/mydata?client=1#top' }),
    MyDataAuthorizeError,
  ),
];
