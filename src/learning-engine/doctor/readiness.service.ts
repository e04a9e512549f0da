import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { textOf } from '../errors/text-of.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { InvalidDataSourceError } from '../errors/database.errors.js';
import { isRestored } from '../events/is-restored.js';
import { checkFeedOrder } from './feed.check.js';
import { type Finding } from './finding.js';
import { checkPartitions } from './partitions.check.js';
import { checkRegistry } from './registry.check.js';
import { checkRunnable } from './runnable.check.js';
import { checkServer } from './server.check.js';
import { checkSession, checkValues, type Pool } from './session.check.js';
import { withRejectedWrites } from './writes.check.js';

/** Whether this instance can do its work, and what does not fit together around it. */
@Injectable()
export class ReadinessService implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger('LearningEngine');
  private warnings: readonly Finding[] = [];

  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly catalog: AlgorithmCatalog,
    private readonly connections: EngineConnections,
  ) {}

  /** @throws InvalidDataSourceError when the host's connections would read values as other ones */
  async onModuleInit(): Promise<void> {
    const [finding] = await queryWithRetry(() => checkValues(this.hostsPool()));
    if (finding) throw new InvalidDataSourceError(`${finding.message}. ${finding.remedy}`);
  }

  /** Says at boot what is missing. The app starts all the same: what fits together can be used. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      for (const { message, remedy } of await this.check()) this.logger.warn(`Not ready: ${message}. ${remedy}`);
      for (const { message, remedy } of await this.findWarnings()) this.logger.warn(`${message}. ${remedy}`);
      for (const { message, remedy } of await checkSession(this.hostsPool())) this.logger.warn(`${message}. ${remedy}`);
    } catch (error) {
      this.logger.warn(`Not ready: the registry cannot be read. Run the migrations. ${textOf(error)}`);
    }
  }

  /**
   * What keeps this instance from being ready, each finding with its remedy; an empty list when it is: only that it can run
   * none of the active versions. What all instances share is no reason to take each of them away: see `findWarnings`.
   *
   * @param manager asks on a connection that others do not hold
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async check(manager: EntityManager = this.scope.dataSource.manager): Promise<Finding[]> {
    return queryWithRetry(() => checkRunnable(this.catalog)(manager));
  }

  /**
   * What is not as it should be although this instance is ready: an active version that this code does not have, a setting on
   * which a promise rests, a database that takes no writes, a feed that cannot go on, a month without a partition. Each finding
   * with its remedy.
   *
   * @param manager as in `check`
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async findWarnings(manager: EntityManager = this.scope.dataSource.manager): Promise<Finding[]> {
    const findings = await queryWithRetry(async () => [
      ...(await checkRegistry(this.catalog)(manager)),
      ...(await checkServer(manager)),
      ...(await checkFeedOrder(manager)),
      ...(await checkPartitions(manager)),
    ]);
    this.warnings = withRejectedWrites(findings, this.connections);
    return [...this.warnings];
  }

  /**
   * Whether the database was restored from a backup and the feed has no new epoch since, as far as the numbers of transactions show
   * it. May be asked before the app is initialised.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async isRestored(): Promise<boolean> {
    return queryWithRetry(() => isRestored(this.scope.dataSource.manager));
  }

  /** What `findWarnings` answered last, at boot or since: costs no statement. */
  lastWarnings(): readonly Finding[] {
    return this.warnings;
  }

  private hostsPool(): Pool {
    return {
      name: "the host's pool",
      query: <T>(statement: string, values: unknown[]) => this.scope.dataSource.query<T>(statement, values),
    };
  }
}
