import { createHash } from 'node:crypto';
import { type EngineLimits, type InvalidJsonError, type InvalidParamsError, type JsonValue } from 'learning-engine';
import { AlgoParams, AlgoRun } from 'learning-engine/persistence';
import { createVersion } from '../engine/factories.js';
import { FreeV1Algorithm } from './algorithms.js';
import { modelCanonical } from './model.js';
import { type Engine } from '../engine/open-engine.js';
import { useEngine } from '../engine/use-engine.js';

/** Bytes that a parameter set, and a summary of a run, may have. */
export const PARAMS_BYTES = 64 * 1024;
export const SUMMARY_BYTES = 16 * 1024;

const SAME = 'SELECT count(*)::int AS same FROM';
const SAME_PARAMS = `${SAME} algo_params WHERE id = $1 AND params_json = $2::text::jsonb
  AND checksum = encode(sha256(convert_to($2::text, 'UTF8')), 'hex')`;
const sameSummary = (column: string) => `${SAME} algo_runs WHERE id = $1 AND ${column} = $2::text::jsonb`;

/** An engine with a version that takes any JSON value, and what a test of the law does with it. */
export interface JsonStore {
  readonly engine: Engine;
  createParams(value: unknown): Promise<AlgoParams>;
  startRun(inputSummary?: unknown): Promise<AlgoRun>;
  /** Rows that hold JSON of a caller's. */
  count(): Promise<number>;
  /** Fails unless the set is stored, read back and checksummed as this value, by three judges. */
  expectStoredParams(set: AlgoParams, value: JsonValue): Promise<void>;
  /** Fails unless the summary is stored and read back as this value, by three judges. */
  expectStoredSummary(run: AlgoRun, which: 'input' | 'output', value: JsonValue): Promise<void>;
}

/** For the tests of one file. */
export function useJsonStore(limits?: Partial<EngineLimits>): JsonStore {
  const engine = useEngine({ algorithms: [FreeV1Algorithm], limits, runs: { reaper: false } });
  let versionId: string;
  let paramsId: string;
  beforeAll(async () => {
    versionId = (await createVersion(engine.dataSource, 'free', 'v1')).id;
    paramsId = (await engine.params.createParams(versionId, {})).id;
  });
  const ask = async (statement: string, values: unknown[] = []) =>
    (await engine.dataSource.query<{ same: number }[]>(statement, values))[0]!.same;

  return {
    engine,
    createParams: (value) => engine.params.createParams(versionId, { value }),
    startRun: (inputSummary = {}) =>
      engine.runs.logRunStart({ algoVersionId: versionId, paramsId, inputSummary: inputSummary as object }),
    count: () => ask('SELECT (SELECT count(*) FROM algo_params)::int + (SELECT count(*) FROM algo_runs)::int AS same'),

    async expectStoredParams(set, value) {
      const canonical = modelCanonical({ value });
      const checksum = createHash('sha256').update(canonical, 'utf8').digest('hex');
      const readBack = await engine.dataSource.manager.findOneByOrFail(AlgoParams, { id: set.id });
      for (const { paramsJson, checksum: stored } of [set, readBack]) {
        expect(modelCanonical(paramsJson)).toBe(canonical);
        expect(engine.params.normalizeParams(paramsJson)).toBe(canonical);
        expect(stored).toBe(checksum);
      }
      expect(await ask(SAME_PARAMS, [set.id, canonical])).toBe(1);
    },

    async expectStoredSummary(run, which, value) {
      const canonical = modelCanonical(value);
      const readBack = await engine.dataSource.manager.findOneByOrFail(AlgoRun, { id: run.id });
      for (const stored of [run, readBack]) {
        const summary = which === 'input' ? stored.inputSummaryJson : stored.outputSummaryJson;
        expect(modelCanonical(summary)).toBe(canonical);
        expect(engine.params.normalizeParams(summary)).toBe(canonical);
      }
      expect(await ask(sameSummary(`${which}_summary_json`), [run.id, canonical])).toBe(1);
    },
  };
}

/** Fails unless this is rejected by the engine's own error, with this pointer if one is given; gives the error back. */
export async function refusal(
  answer: Promise<unknown>,
  field: 'params' | 'inputSummary' | 'outputSummary',
  pointer?: string,
): Promise<InvalidJsonError | InvalidParamsError> {
  const error: unknown = await answer.then(
    () => new Error('accepted'),
    (e: unknown) => e,
  );
  expect(error).toMatchObject({ code: field === 'params' ? 'INVALID_PARAMS' : 'INVALID_JSON' });
  const { message } = error as Error;
  expect(message).toMatch(field === 'params' ? /^free params/ : new RegExp(`^${field}`));
  if (pointer !== undefined) {
    const place = field === 'params' ? `free params/value${pointer} ` : `${field}${pointer} `;
    expect(message.slice(0, place.length)).toBe(place);
  }
  return error as InvalidJsonError | InvalidParamsError;
}
