import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** Then the next one leads where the name of the database leads by then, after a failover for example. */
const LIFETIME_SECONDS = 30;

/** A connection for probes alone: callers that hold all others make no instance look as if it could not work. */
@Injectable()
export class ProbeConnection implements OnApplicationShutdown {
  private readonly dataSource: DataSource;
  private connected?: Promise<DataSource>;

  constructor({ options }: DataSource) {
    this.dataSource = new DataSource({
      ...options,
      applicationName: 'learning-engine probes',
      poolSize: 1,
      extra: { ...(options.extra as object), maxLifetimeSeconds: LIFETIME_SECONDS },
    } as DataSourceOptions);
  }

  open(): Promise<DataSource> {
    this.connected ??= this.dataSource.initialize().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
