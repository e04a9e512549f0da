import { type DynamicModule } from '@nestjs/common';
import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { EngineScope } from '../database/engine-scope.js';
import { ReadinessService } from '../doctor/readiness.service.js';
import { ThreadedVersions } from '../execution/threaded-versions.js';
import { LearningEngineModule } from '../learning-engine.module.js';
import { type LearningEngineExtras, type LearningEngineOptions } from '../learning-engine.module-definition.js';
import { ENGINE_COMPUTE_SETTINGS, ENGINE_DATA_SOURCE, ENGINE_RUN_LOG } from '../learning-engine.tokens.js';
import { type ComputeSettings, defaultComputeSettings } from '../options/compute-settings.js';
import { DataSourceCheck } from '../registry/data-source.check.js';
import { StoredPairs } from '../resolution/stored-pairs.js';
import { FIXED_VERSIONS, FixedPairs, type FixedVersion } from './fixed-pairs.js';
import { NoConnections, noScope, ReadinessWithoutDatabase } from './no-database.js';
import { UnrecordedRuns } from './unrecorded-runs.js';

/** What `EngineTestingModule.forRoot` takes. */
export interface EngineTestingOptions
  extends Pick<LearningEngineExtras, 'algorithms' | 'imports' | 'isGlobal'>, Pick<LearningEngineOptions, 'limits'> {
  /**
   * The active version of each key, with its default parameters or with others: `{ mastery: 'v1' }`, or
   * `{ mastery: { version: 'v1', params: { p_transit: 0.2 } } }`. A key that is left out has none.
   */
  active?: Readonly<Record<string, FixedVersion>>;
}

/** All inputs are computed on the main thread, within the bounds that hold in a thread. */
const onMainThread: ComputeSettings = { ...defaultComputeSettings, threads: 0, threadFromBytes: Infinity };

/**
 * The learning engine for unit tests: it computes as in production, with the versions that the test fixes, and has no database.
 * Algorithms, contracts, rules and errors are the real ones. What needs a database fails with a NoDatabaseError. Runs are not
 * recorded, so a repeated `runId` is computed again.
 *
 * @example
 * ```ts
 * const module = await Test.createTestingModule({
 *   imports: [EngineTestingModule.forRoot({ active: { mastery: 'v1' } })],
 *   providers: [PractiseService],
 * }).compile();
 * await module.init();
 * ```
 */
export class EngineTestingModule {
  static forRoot({ active = {}, ...options }: EngineTestingOptions = {}): DynamicModule {
    const engine = LearningEngineModule.forRoot({ ...options, runs: { reaper: false } });
    return {
      ...engine,
      // Of two providers of one token, Nest takes the last.
      providers: [
        ...(engine.providers ?? []),
        { provide: ENGINE_DATA_SOURCE, useValue: null },
        { provide: EngineScope, useFactory: noScope },
        { provide: EngineConnections, useClass: NoConnections },
        { provide: DataSourceCheck, useValue: {} },
        { provide: ReadinessService, useClass: ReadinessWithoutDatabase },
        { provide: FIXED_VERSIONS, useValue: active },
        { provide: StoredPairs, useClass: FixedPairs },
        { provide: ENGINE_COMPUTE_SETTINGS, useValue: onMainThread },
        {
          provide: ThreadedVersions,
          useValue: { moduleOf: ({ definition }: CatalogEntry) => definition.module },
        },
        { provide: ENGINE_RUN_LOG, useClass: UnrecordedRuns },
      ],
    };
  }
}
