import { type JsonObject } from '../json/json.js';
import { type EndedRun } from './ended-run.js';

/** The record of a computation, ended already: it is written by the statement that writes what was made of it. */
export interface RecordedRun extends EndedRun {
  userId: string;
  algoVersionId: string;
  paramsId: string;
  versionNamed: boolean;
  runtime: string;
  codeDigest: string | null;
  input: JsonObject;
  output: JsonObject | null;
  errorMessage: string | null;
}

/** For `givenRuns`. */
export const runRow = (run: RecordedRun) => ({
  id: run.id,
  algo_version_id: run.algoVersionId,
  params_id: run.paramsId,
  user_id: run.userId,
  version_named: run.versionNamed,
  trigger: run.trigger,
  runtime: run.runtime,
  code_digest: run.codeDigest,
  status: run.status,
  took_ms: run.durationMs,
  input: run.input,
  output: run.output,
  error_message: run.errorMessage,
  error_code: run.errorCode,
});

/** A source of rows that `runRow` has made, as `given`: $ of a list of them. */
export const givenRuns = (parameter: number): string =>
  `jsonb_to_recordset($${parameter}::jsonb) AS given (id uuid, algo_version_id uuid, params_id uuid, user_id uuid, version_named boolean, trigger text, runtime text, code_digest text, status text, took_ms float8, input jsonb, output jsonb, error_message text, error_code text)`;

/** @param source of `givenRuns`, and what decides which of them are written */
export const insertRuns = (source: string): string => `
    INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, version_named, trigger, runtime, code_digest, status, started_at,
      completed_at, lease_expires_at, input_summary_json, output_summary_json, error_message, error_code)
    SELECT given.id, algo_version_id, params_id, user_id, version_named, trigger, runtime, code_digest, status,
      statement_timestamp() - took_ms * interval '1 millisecond', statement_timestamp(), statement_timestamp(),
      input, output, error_message, error_code
    FROM ${source}`;
