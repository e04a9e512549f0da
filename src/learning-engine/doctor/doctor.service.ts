import { Injectable } from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';
import { EngineScope } from '../database/engine-scope.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { JobKindMetadata } from '../jobs/job-kind.decorator.js';
import { checkChecksums } from './checksum.check.js';
import { checkCollation } from './collation.check.js';
import { checkFeedLag, checkFeedOrder } from './feed.check.js';
import { checkEvidence } from './evidence.check.js';
import { type Check, type Finding } from './finding.js';
import { checkActivationLogOrder } from './activation-log-order.check.js';
import { checkActivationLog } from './activation-log.check.js';
import { checkJobs } from './jobs.check.js';
import { checkLearners } from './learners.check.js';
import { LOGS_CHECK, type LogsCheck } from './logs-check.js';
import { checkPartitions } from './partitions.check.js';
import { checkReferences } from './references.check.js';
import { checkRegistry } from './registry.check.js';
import { checkSchema } from './schema.check.js';
import { checkServer } from './server.check.js';
import { checkSession } from './session.check.js';
import { checkStaleRuns, checkUntoldFailures } from './stale-runs.check.js';
import { checkVerifications } from './verifications.check.js';
import { checkWebhooks } from './webhooks.check.js';
import { withRejectedWrites } from './writes.check.js';

/** Those that need every column, and cost as much however many learners, runs and sets there are. */
const QUICK_CHECKS = [
  checkActivationLog,
  checkActivationLogOrder,
  checkStaleRuns,
  checkUntoldFailures,
  checkPartitions,
  checkFeedOrder,
  checkFeedLag,
  checkWebhooks,
];

/** Those that need every column, and read the more the more there is. */
const THOROUGH_CHECKS = [checkEvidence, checkReferences, checkChecksums, checkLearners];

/** Compares the live database with what the code expects. */
@Injectable()
export class DoctorService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly catalog: AlgorithmCatalog,
    private readonly connections: EngineConnections,
    private readonly discovery: DiscoveryService,
    private readonly modules: ModuleRef,
  ) {}

  /**
   * All findings, each with its remedy; an empty list when everything is as it should be. One consistent view, in a
   * transaction that cannot write. When a column is not as expected, no more than the schema is looked at: other checks
   * could not even ask.
   */
  async diagnose(): Promise<Finding[]> {
    return this.findings([...QUICK_CHECKS, ...THOROUGH_CHECKS, ...this.checksOfLogs()]);
  }

  /**
   * As `diagnose`, but for what reads the more the more learners, runs and sets there are: for a page that a person looks at. It
   * says, too, that the database rejected a write of this process a moment ago.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async diagnoseQuickly(): Promise<Finding[]> {
    return withRejectedWrites(await queryWithRetry(() => this.findings(QUICK_CHECKS)), this.connections);
  }

  private async findings(content: readonly Check[]): Promise<Finding[]> {
    const session = await checkSession(this.connections);
    return this.scope.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      const findings = [...session];
      for (const check of [checkServer, checkCollation, checkSchema]) findings.push(...(await check(manager)));
      if (findings.some(({ subject }) => subject.startsWith('column '))) return findings;

      const { schema, tenant } = this.scope.name;
      const jobs = [checkJobs(schema, this.jobKinds()), checkVerifications(tenant)];
      const checks = [checkRegistry(this.catalog), ...content, ...jobs];
      for (const check of checks) findings.push(...(await check(manager)));
      return findings;
    });
  }

  /** None where the application keeps no learners. */
  private checksOfLogs(): Check[] {
    try {
      return [this.modules.get<LogsCheck>(LOGS_CHECK, { strict: false }).check];
    } catch {
      return [];
    }
  }

  private jobKinds(): string[] {
    const providers = this.discovery.getProviders({ metadataKey: JobKindMetadata.KEY });
    return providers.flatMap((of) => this.discovery.getMetadataByDecorator(JobKindMetadata, of)?.kind ?? []);
  }
}
