import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { type RunRecord } from './run-queries.js';
import { COLUMNS, type RunTable } from './run.table.js';

/** What is not shown, or under another name. */
const HIDDEN = ['id', 'algoVersionId', 'leaseExpiresAt'] as const;

type Hidden = (typeof HIDDEN)[number];
type ShownAs<Column extends string> = Column extends `${infer Name}_json` ? Name : Column;
type Shown<Value> = Value extends Date ? string : Value;

/** A run record as callers see it: its columns, by their names in the database. */
export type RunView = { run_id: string; algo_key: string; version: string } & {
  [Property in Exclude<keyof RunTable, Hidden> as ShownAs<RunTable[Property]['column']>]: Shown<AlgoRun[Property]>;
};

const SHOWN = COLUMNS.filter(({ property }) => !HIDDEN.includes(property as Hidden)).map(
  ({ property, column }) => [column.replace(/_json$/, ''), property] as const,
);

const shown = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

export const runView = ({ run, algoKey, version }: RunRecord): RunView =>
  ({
    ...{ run_id: run.id, algo_key: algoKey, version },
    ...Object.fromEntries(SHOWN.map(([name, property]) => [name, shown(run[property])])),
  }) as RunView;
