import { AbstractLogger, type DataSource } from 'typeorm';

class Recorder extends AbstractLogger {
  readonly statements: string[] = [];

  override logQuery(statement: string): void {
    this.statements.push(statement);
  }

  protected writeLog(): void {}
}

/** The SQL statements that some work sends through a DataSource, transaction control included. */
export async function countStatements<T>(dataSource: DataSource, work: () => Promise<T>) {
  const recorder = new Recorder();
  const logger = dataSource.logger;
  dataSource.logger = recorder;
  try {
    return { result: await work(), statements: recorder.statements };
  } finally {
    dataSource.logger = logger;
  }
}
