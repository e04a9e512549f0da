import { Injectable } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { type EngineConnections } from '../database/connections/engine-connections.js';
import { EngineScope } from '../database/engine-scope.js';
import { ReadinessService } from '../doctor/readiness.service.js';
import { NoDatabaseError } from '../errors/database.errors.js';

/** Whatever is asked of it. */
const noDataSource = new Proxy({} as DataSource, {
  get: () => {
    throw new NoDatabaseError();
  },
});

/** The scope of an engine without a database. */
export const noScope = (): EngineScope =>
  new EngineScope(noDataSource, Object.freeze({ database: 'none', schema: 'none', tenant: 'default' }), '');

/** Connections of an engine without a database. */
export class NoConnections implements Pick<
  EngineConnections,
  'query' | 'write' | 'writePrepared' | 'hasRejectedWrites' | 'connections'
> {
  query(): Promise<never> {
    return Promise.reject(new NoDatabaseError());
  }

  write(): Promise<never> {
    return Promise.reject(new NoDatabaseError());
  }

  writePrepared(): Promise<never> {
    return Promise.reject(new NoDatabaseError());
  }

  hasRejectedWrites(): boolean {
    return false;
  }

  connections(): never {
    throw new NoDatabaseError();
  }
}

/** At the start there is no database to look at; a call fails as all do. */
@Injectable()
export class ReadinessWithoutDatabase extends ReadinessService {
  override onModuleInit(): Promise<void> {
    return Promise.resolve();
  }

  override onApplicationBootstrap(): Promise<void> {
    return Promise.resolve();
  }
}
