import type { ErrorReport } from '@oryu/core';

/** An `onError`, and what it has heard in the test that is running. */
export function hearReports() {
  const reports: ErrorReport[] = [];
  beforeEach(() => {
    reports.length = 0;
  });
  return { reports, onError: (report: ErrorReport) => void reports.push(report) };
}
