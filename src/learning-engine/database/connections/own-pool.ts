import { DataSource, type DataSourceOptions } from 'typeorm';
import { connectionLimits } from './connection-limits.js';

/**
 * Connections of the engine's own, beside those of the host's DataSource: callers that hold all connections of the host's pool
 * cannot block it, nor can a host without time limits.
 */
export class OwnPool {
  readonly dataSource: DataSource;
  private connected?: Promise<unknown>;

  /** @param applicationName as the database shows it */
  constructor({ options }: DataSource, applicationName: string, poolSize: number) {
    this.dataSource = new DataSource({
      ...options,
      entities: [],
      migrations: [],
      subscribers: [],
      synchronize: false,
      dropSchema: false,
      migrationsRun: false,
      logging: false,
      // TypeORM's own loggers show a slow statement with its parameters: here, what a learner did.
      maxQueryExecutionTime: typeof options.logger === 'object' ? options.maxQueryExecutionTime : undefined,
      applicationName,
      poolSize,
      // With the host's `onConnect`: it may set a role or a search_path.
      extra: { ...(options.extra as object), ...connectionLimits, max: poolSize },
    } as DataSourceOptions);
  }

  /** At the first call; later ones share it. */
  connect(): Promise<unknown> {
    this.connected ??= this.dataSource.initialize().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
