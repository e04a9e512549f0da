import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';
import { checkChecksums } from './checksum.check.js';
import { type Finding } from './finding.js';
import { checkLedger } from './ledger.check.js';
import { checkRegistry } from './registry.check.js';
import { checkSchema } from './schema.check.js';
import { checkStaleRuns } from './stale-runs.check.js';

/** Compares the live database with what the code expects. */
@Injectable()
export class DoctorService {
  constructor(
    @Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly catalog: AlgorithmCatalog,
  ) {}

  /**
   * All findings, each with its remedy; an empty list when everything is as it should be. One consistent view, in a
   * transaction that cannot write. When the schema itself is not as expected, that is all that is looked at: other checks
   * could not even ask.
   */
  async diagnose(): Promise<Finding[]> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      const schema = await checkSchema(manager);
      if (schema.some(({ subject }) => subject.startsWith('column '))) return schema;

      const findings = [schema];
      for (const check of [checkRegistry(this.catalog), checkLedger, checkChecksums, checkStaleRuns]) {
        findings.push(await check(manager));
      }
      return findings.flat();
    });
  }
}
