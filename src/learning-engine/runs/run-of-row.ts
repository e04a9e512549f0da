import { RunStatus } from '../domain/run-status.js';
import { storedInstant } from '../database/entities/stored-instant.js';
import { AlgoRun } from '../database/entities/algo-run.entity.js';

/**
 * The entity of a row of RUN_COLUMNS, which are named as its properties. Times become Dates whatever a host made pg read
 * them as: TypeORM sees to that for entities, but not for rows. Only a run that is RUNNING has no end.
 */
export const runOfRow = (row: AlgoRun): AlgoRun =>
  Object.assign(new AlgoRun(), row, {
    startedAt: storedInstant(row.startedAt),
    completedAt: row.status === RunStatus.RUNNING ? null : storedInstant(row.completedAt),
    leaseExpiresAt: storedInstant(row.leaseExpiresAt),
  });
