import type { ArgumentsHost, HttpServer } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

const nestFilter = new BaseExceptionFilter();
const answered = { isHeadersSent: () => true, end: () => {} } as unknown as HttpServer;

/** Reports an unexpected error as Nest does: its own filter logs the error, and finds the response already sent. */
export function reportCrash(thrown: unknown, host: ArgumentsHost): void {
  nestFilter.handleUnknownError(thrown, host, answered);
}
