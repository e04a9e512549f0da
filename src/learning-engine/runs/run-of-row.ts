import { AlgoRun } from '../entities/algo-run.entity.js';

/**
 * The entity of a row of RUN_COLUMNS, which are named as its properties. Times become Dates whatever a host made pg read
 * them as: TypeORM sees to that for entities, but not for rows.
 */
export const runOfRow = (row: AlgoRun): AlgoRun =>
  Object.assign(new AlgoRun(), row, {
    startedAt: new Date(row.startedAt),
    completedAt: row.completedAt && new Date(row.completedAt),
    leaseExpiresAt: new Date(row.leaseExpiresAt),
  });
