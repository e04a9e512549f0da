import { AbstractLogger, type DataSource } from 'typeorm';

/** A logger that keeps what is sent: given to a DataSource, also of the engine's own connections. */
export class StatementRecorder extends AbstractLogger {
  readonly statements: string[] = [];
  readonly values: unknown[][] = [];

  override logQuery(statement: string, values: unknown[] = []): void {
    this.statements.push(statement);
    this.values.push(values);
  }

  protected writeLog(): void {}
}

/** The SQL statements that some work sends through a DataSource, transaction control included. */
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
