import { extendStandard, mydata } from '@oryu/core';

/** MyData with a code of a later edition. The id stays, so errors and handlers of both know each other. */
export const { standard: laterMydata, error: LaterMyDataError } = extendStandard(mydata, {
  source: '금융분야 마이데이터 표준API 규격, 금융보안원, the edition in force',
  codes: {
    // Status, text and meaning are this example's: take yours from the edition you are judged by.
    50010: { status: 500, text: '정보를 일시적으로 제공할 수 없습니다' },
  },
  failures: { unavailable: 50010 },
});
