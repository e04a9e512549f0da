import { AlgoRun } from '../database/entities/algo-run.entity.js';
import { instantColumn } from '../database/entities/stored-instant.js';

interface RunColumn {
  column: string;
  type: string;
  /** What writes it from a value; other columns the statements write by themselves. */
  writtenAt?: 'start' | 'end';
}

/** The columns of algo_runs by the entity's properties: what statements, their values and rows are made of. */
const RUN_TABLE = {
  id: { column: 'id', type: 'uuid', writtenAt: 'start' },
  algoVersionId: { column: 'algo_version_id', type: 'uuid', writtenAt: 'start' },
  paramsId: { column: 'params_id', type: 'uuid', writtenAt: 'start' },
  userId: { column: 'user_id', type: 'uuid', writtenAt: 'start' },
  sessionId: { column: 'session_id', type: 'uuid', writtenAt: 'start' },
  pinActivationId: { column: 'pin_activation_id', type: 'bigint', writtenAt: 'start' },
  activeActivationId: { column: 'active_activation_id', type: 'bigint', writtenAt: 'start' },
  trigger: { column: 'trigger', type: 'varchar', writtenAt: 'start' },
  purpose: { column: 'purpose', type: 'varchar', writtenAt: 'start' },
  parentRunId: { column: 'parent_run_id', type: 'uuid', writtenAt: 'start' },
  versionNamed: { column: 'version_named', type: 'boolean', writtenAt: 'start' },
  runtime: { column: 'runtime', type: 'varchar', writtenAt: 'start' },
  codeDigest: { column: 'code_digest', type: 'varchar', writtenAt: 'start' },
  status: { column: 'status', type: 'varchar', writtenAt: 'end' },
  startedAt: { column: 'started_at', type: 'timestamptz' },
  completedAt: { column: 'completed_at', type: 'timestamptz' },
  inputSummaryJson: { column: 'input_summary_json', type: 'jsonb', writtenAt: 'start' },
  outputSummaryJson: { column: 'output_summary_json', type: 'jsonb', writtenAt: 'end' },
  errorMessage: { column: 'error_message', type: 'text', writtenAt: 'end' },
  errorCode: { column: 'error_code', type: 'varchar', writtenAt: 'end' },
  leaseExpiresAt: { column: 'lease_expires_at', type: 'timestamptz' },
} as const satisfies Record<keyof AlgoRun, RunColumn>;

export type RunTable = typeof RUN_TABLE;
export type WrittenAt<Moment> = {
  [Property in keyof RunTable]: RunTable[Property] extends { writtenAt: Moment } ? Property : never;
}[keyof RunTable];

export const COLUMNS = Object.entries(RUN_TABLE).map(([property, column]): RunColumn & { property: keyof AlgoRun } => ({
  property: property as keyof AlgoRun,
  ...column,
}));

/** Columns under the names of the entity's properties; a bigint as text, whatever a host has pg read it as. */
export const RUN_COLUMNS = COLUMNS.map(
  ({ column, property, type }) => `${column}${type === 'bigint' ? '::text' : ''} AS "${property}"`,
).join(', ');

const writtenAt = <Moment extends 'start' | 'end'>(moment: Moment) =>
  COLUMNS.filter((one): one is typeof one & { property: WrittenAt<Moment> } => one.writtenAt === moment);

/** In the order of the values. */
export const START_COLUMNS = writtenAt('start');
export const END_COLUMNS = writtenAt('end');

/** Those that may be large, in SQL as texts. */
export const LARGE_TEXTS = COLUMNS.filter(({ type }) => type === 'jsonb' || type === 'text').map(
  ({ column }) => `${column}::text`,
);

const INSTANTS = COLUMNS.filter(({ type }) => type === 'timestamptz').map(({ property }) => property);

/**
 * The entity of a row of RUN_COLUMNS. Times become Dates whatever a host made pg read them as: TypeORM sees to that for
 * entities, but not for rows.
 */
export function runOfRow(row: AlgoRun): AlgoRun {
  const instants = INSTANTS.map((property): [string, unknown] => [property, instantColumn.from(row[property])]);
  return Object.assign(new AlgoRun(), row, Object.fromEntries(instants));
}
