export { advisoryLockHolders } from '../database/connections/advisory-lock-holders.js';
export { connectionLimits } from '../database/connections/connection-limits.js';
export { engineOptions, type HostSchema, migratingOptions } from '../database/connections/data-source-options.js';
export { PinnedClient } from '../database/connections/pinned-client.js';
export { type PoolState, poolState } from '../database/connections/pool-state.js';
export { AlgoActivation } from '../database/entities/algo-activation.entity.js';
export { AlgoParams } from '../database/entities/algo-params.entity.js';
export { AlgoRun } from '../database/entities/algo-run.entity.js';
export { AlgoVersion } from '../database/entities/algo-version.entity.js';
export { engineEntities } from '../database/entities/engine-entities.js';
export {
  type MigratingOptions,
  MigratingDataSource,
  type MigrationMode,
} from '../database/migrating/migrating-data-source.js';
export { rejectNewerSchema, type SchemaState, schemaState } from '../database/migrating/schema-state.js';
export { lockMigrations, unlockMigrations } from '../database/migrating/migration-lock.js';
export { engineMigrations } from '../database/migrations/engine-migrations.js';
export {
  type AlgorithmVersionSeed,
  seedAlgorithmVersion,
  unseedAlgorithmVersion,
} from '../database/migrations/seed-algorithm-version.js';
export { type MadePartitions, makePartitions } from '../database/partitions/make-partitions.js';
export { queryWithRetry } from '../database/retry/query-with-retry.js';
export { type ChangeOptions, changeInTransaction } from '../database/retry/in-transaction.js';
export {
  AnswersNotPartitionableError,
  DatabaseUnreachableError,
  MigrationLockLostError,
  MigrationLockTimeoutError,
  PooledMigrationsError,
  RunsNotPartitionableError,
  RunsNotRetirableError,
  SchemaBehindError,
  SchemaNewerThanCodeError,
  TablesInUseError,
  VersionInUseError,
} from '../errors/migration.errors.js';
export { splitAnswers } from '../learners/partitions/split-answers.js';
