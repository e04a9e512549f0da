import { AbstractLogger, type DataSource } from 'typeorm';

/** A logger that keeps what is sent: given to the host's DataSource, also on the engine's own connections. */
export class StatementRecorder extends AbstractLogger {
  readonly statements: string[] = [];
  readonly values: unknown[][] = [];

  /** What is sent while some work is done. */
  async during<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
    const before = this.statements.length;
    const result = await work();
    return { result, statements: this.statements.slice(before) };
  }

  override logQuery(statement: string, values: unknown[] = []): void {
    this.statements.push(statement);
    this.values.push(values);
  }

  protected writeLog(): void {}
}

/** The SQL statements that some work sends through the host's DataSource, transaction control included. */
export async function countStatements<T>(dataSource: DataSource, work: () => Promise<T>) {
  const recorder = new StatementRecorder();
  const logger = dataSource.logger;
  dataSource.logger = recorder;
  try {
    return { result: await work(), statements: recorder.statements, values: recorder.values };
  } finally {
    dataSource.logger = logger;
  }
}
