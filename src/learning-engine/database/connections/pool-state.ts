import { type DataSource } from 'typeorm';

/** Connections of a pool at one moment. */
export interface PoolState {
  /** Open ones. */
  total: number;
  /** Those of them that are not in use. */
  idle: number;
  /** How many wait for one. */
  waiting: number;
}

/** The connections of a PostgreSQL DataSource that is connected. */
export function poolState({ driver }: DataSource): PoolState {
  const { master } = driver as unknown as {
    master: { totalCount: number; idleCount: number; waitingCount: number };
  };
  return { total: master.totalCount, idle: master.idleCount, waiting: master.waitingCount };
}
