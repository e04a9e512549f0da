import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { textOf } from '../contracts/text-of.js';
import { askDatabase } from '../errors/ask-database.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';
import { type Finding } from './finding.js';
import { checkRegistry } from './registry.check.js';

/** Whether registry and code fit together: what is live has a class, and every class is on record. */
@Injectable()
export class ReadinessService implements OnApplicationBootstrap {
  private readonly logger = new Logger('LearningEngine');

  constructor(
    @Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly catalog: AlgorithmCatalog,
  ) {}

  /** Says at boot what is missing. The app starts all the same: what fits together can be used. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      for (const { message, remedy } of await this.check()) this.logger.warn(`Not ready: ${message}. ${remedy}`);
    } catch (error) {
      this.logger.warn(`Not ready: the registry cannot be read. Run the migrations. ${textOf(error)}`);
    }
  }

  /**
   * What keeps the engine from being ready, each finding with its remedy; an empty list when it is.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async check(): Promise<Finding[]> {
    return askDatabase(() => checkRegistry(this.catalog)(this.dataSource.manager));
  }
}
