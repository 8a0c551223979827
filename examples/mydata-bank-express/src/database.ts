import { readFile } from 'node:fs/promises';
import { PGlite, type Transaction } from '@electric-sql/pglite';

/** What PostgreSQL itself reports when a statement runs out of time. */
const QUERY_CANCELED = '57014';

export function isStatementTimeout(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === QUERY_CANCELED;
}

export interface Statements {
  rows<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** PostgreSQL inside this process. PGlite has no statement_timeout of its own, so the deadline is kept here. */
export class Database implements Statements {
  private constructor(
    private readonly postgres: PGlite,
    private readonly statementTimeout: number,
  ) {}

  static async open({ statementTimeout = 3000 } = {}): Promise<Database> {
    const database = new Database(await PGlite.create(), statementTimeout);
    await database.createSchema();
    return database;
  }

  /** Empties the database too. */
  async createSchema(): Promise<void> {
    await this.execute(await readFile(new URL('./schema.sql', import.meta.url), 'utf8'));
  }

  /** A script of several statements, for migrations. */
  async execute(script: string): Promise<void> {
    await this.postgres.exec(script);
  }

  rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.inTime(() => rows<Row>(this.postgres, sql, parameters));
  }

  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> {
    return this.inTime((signal) =>
      this.postgres.transaction(async (transaction) => {
        signal.throwIfAborted();
        const result = await work({ rows: (sql, parameters = []) => rows(transaction, sql, parameters) });
        // Whoever was told that it failed must not find it committed.
        signal.throwIfAborted();
        return result;
      }),
    );
  }

  close(): Promise<void> {
    return this.postgres.close();
  }

  private async inTime<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      controller.abort(
        Object.assign(new Error('canceling statement due to statement timeout'), { code: QUERY_CANCELED }),
      );
    }, this.statementTimeout);
    const timeout = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    try {
      return await Promise.race([work(signal), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function rows<Row>(
  connection: PGlite | Transaction,
  sql: string,
  parameters: unknown[],
): Promise<Row[]> {
  return (await connection.query<Row>(sql, parameters)).rows;
}
