import {
  CodeApiError,
  codeApi,
  type ErrorClass,
  KakaoDevelopersError,
  KakaoError,
  KoscomError,
  kakao,
  kakaoDevelopers,
  koscom,
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
  ProblemDetailsError,
  problemDetails,
  ScienceOnError,
  type Standard,
  scienceOn,
  VaspError,
  vasp,
} from '@oryu/core';

/** A configured standard and its error class. */
export interface StandardUnderTest {
  /** The id, and what tells two configurations of one standard apart. */
  readonly name: string;
  readonly standard: Standard;
  readonly error: ErrorClass<never>;
}

function under(standard: unknown, error: unknown, name = (standard as Standard).id): StandardUnderTest {
  return { name, standard: standard as Standard, error: error as ErrorClass<never> };
}

const callback = () => 'https://callback.example/mydata?client=1#top';

/** Every standard of @oryu/core, in each configuration that answers differently. */
export const standards: readonly StandardUnderTest[] = [
  under(mydata(), MyDataError),
  under(mydata({ unlisted: 'bare' }), MyDataError, 'mydata with bare unlisted statuses'),
  under(mydataToken(), MyDataTokenError),
  under(mydataAuthorize({ callback }), MyDataAuthorizeError),
  under(mydataAuthorize(), MyDataAuthorizeError, 'mydata-authorize without a callback'),
  under(koscom({ category: 'op-apim' }), KoscomError, 'koscom as op-apim'),
  under(koscom({ category: 'op-exco' }), KoscomError, 'koscom as op-exco'),
  under(koscom({ category: 'SAMSUNG' }), KoscomError, 'koscom as a company'),
  under(vasp(), VaspError),
  under(codeApi(), CodeApiError),
  under(scienceOn(), ScienceOnError),
  under(kakao(), KakaoError),
  under(kakaoDevelopers(), KakaoDevelopersError),
  under(problemDetails(), ProblemDetailsError),
];
