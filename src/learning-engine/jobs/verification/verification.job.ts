import { Inject } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { EngineScope } from '../../database/engine-scope.js';
import { JobFailedError, JobOutOfMemoryError, JobTimedOutError } from '../../errors/job.errors.js';
import { runtimeOf } from '../../execution/runtime.js';
import { ThreadedVersions } from '../../execution/threaded-versions.js';
import { ENGINE_LIMITS } from '../../learning-engine.tokens.js';
import { type EngineLimits, jsonLimits } from '../../options/engine-limits.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../job.js';
import { JobKind } from '../job-kind.decorator.js';
import { repeatableRun } from './repeatable-run.js';
import { FOLD_VERIFIER, type FoldVerifier, type StoredFold } from './fold-verifier.js';
import { DEFAULT_VERIFIED, VerificationArgs } from './verification-args.js';
import { VERIFICATION_KIND } from './verification-kind.js';
import {
  NOTHING_VERIFIED,
  type UnverifiableReason,
  type VerificationReport,
  type VerificationTally,
  type VerifiedRun,
  withVerified,
} from './verification-report.js';
import {
  DRAW_RUNS,
  DRAWN_RUNS,
  type Drawn,
  type DrawnRuns,
  FIRST_ID,
  type Place,
  READ_RUNS,
  type ReadRun,
  VERSIONS,
  WINDOW,
  WINDOW_OF_RUN,
} from './verification.statements.js';
import { type RepeatedRun, type StoredRun } from './verify-runs.compute.js';

/** How many runs are looked at in a statement, and how many computed again in a chunk. */
const LOOKED_AT = 20_000;
const RUNS = 50;

const VERIFY_RUNS = new URL('./verify-runs.compute.js', import.meta.url).href;

type Cursor = Pick<VerificationReport, 'since' | 'until' | 'seed' | 'population'> & {
  versions: string[];
  /** The largest hash that is drawn, in hexadecimal digits; null where all runs are. */
  threshold: string | null;
  after: Place;
  tally: VerificationTally;
};

interface Found {
  verified: VerifiedRun[];
  /** Undefined after the last run. */
  after: Place | undefined;
}

/** Computes runs again, by the code of this process, and says which come out otherwise. Writes nothing. */
@JobKind({
  kind: VERIFICATION_KIND,
  description: 'Computes recorded runs again, and says of each version whether they come out as they did.',
  args: VerificationArgs,
  timeLimitMs: 60_000,
})
export class VerificationJob implements Job<VerificationArgs, Cursor, Found> {
  constructor(
    private readonly scope: EngineScope,
    private readonly catalog: AlgorithmCatalog,
    private readonly loadable: ThreadedVersions,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
    private readonly modules: ModuleRef,
  ) {}

  /** Runs are drawn by SHA-256 of the seed and their id: which ones, the seed and the window decide. */
  async plan(args: VerificationArgs, { jobId, signal }: JobContext): Promise<JobPlan<Cursor>> {
    const { since = null, until = null, last_days = null, algo_key = null, version = null } = args;
    const { sample = DEFAULT_VERIFIED, seed = jobId } = args;
    if (args.run_id !== undefined) return this.planRun(args.run_id, seed);
    const [window] = await this.ask<{ since: string; until: string }>(WINDOW, [last_days, since, until]);
    const versions = (await this.ask<{ id: string }>(VERSIONS, [algo_key, version])).map(({ id }) => id);
    if (versions.length === 0) {
      throw new JobFailedError(`There is no version ${version ?? 'of any name'} of ${algo_key ?? 'any algorithm'}.`);
    }
    const most = sample === 'all' ? 0 : sample;
    let hashes: string[] = [];
    let population = 0;
    for (let after: Place | undefined = { started_at: window!.since, id: FIRST_ID }; after;) {
      signal.throwIfAborted();
      const threshold = hashes.length === most ? (hashes.at(-1) ?? null) : null;
      const values: unknown[] = [after.started_at, after.id, window!.until, LOOKED_AT, versions, seed, threshold, most];
      const [drawn]: Drawn[] = await this.ask<Drawn>(DRAW_RUNS, values);
      hashes = [...hashes, ...drawn!.hashes].sort().slice(0, most);
      population += drawn!.runs;
      after = drawn!.seen === LOOKED_AT ? drawn!.last! : undefined;
    }
    const areAll = sample === 'all' || population <= sample;
    return {
      total: areAll ? population : sample,
      cursor: {
        ...{ ...window!, seed, population, versions },
        threshold: areAll ? null : hashes.at(-1)!,
        after: { started_at: window!.since, id: FIRST_ID },
        tally: NOTHING_VERIFIED,
      },
    };
  }

  private async planRun(id: string, seed: string): Promise<JobPlan<Cursor>> {
    const [window] = await this.ask<{ since: string; until: string }>(WINDOW_OF_RUN, [id]);
    if (!window) throw new JobFailedError(`There is no run ${id}.`);
    const after = { started_at: window.since, id: FIRST_ID };
    const cursor = { ...window, seed, population: 1, versions: [], threshold: null, after, tally: NOTHING_VERIFIED };
    return { total: 1, cursor };
  }

  async work(cursor: Cursor, { run_id }: VerificationArgs, context: JobContext): Promise<Found> {
    const { after, until, versions, seed, threshold } = cursor;
    if (run_id !== undefined) {
      return { verified: await this.verify(await this.ask<ReadRun>(READ_RUNS, [[run_id]]), context), after: undefined };
    }
    const most = threshold === null ? RUNS : LOOKED_AT;
    const values = [after.started_at, after.id, until, most, versions, seed, threshold, RUNS];
    const [drawn] = await this.ask<DrawnRuns>(DRAWN_RUNS, values);
    const { ids, last, lastDrawn, seen } = drawn!;
    const next = ids.length === RUNS ? lastDrawn! : seen === most ? last! : undefined;
    const runs = ids.length > 0 ? await this.ask<ReadRun>(READ_RUNS, [ids]) : [];
    return { verified: await this.verify(runs, context), after: next };
  }

  write({ verified, after }: Found, cursor: Cursor): JobStep<Cursor> {
    const tally = withVerified(cursor.tally, verified);
    const done = verified.length;
    if (after) return { done, cursor: { ...cursor, after, tally } };
    const { since, until, seed, population } = cursor;
    const report: VerificationReport = { since, until, seed, population, ...tally };
    return { done, result: report };
  }

  private async verify(runs: readonly ReadRun[], context: JobContext): Promise<VerifiedRun[]> {
    const judged = runs.map((run) => ({ run, is: repeatableRun(run, this.catalog, this.loadable) }));
    const repeatable = judged.flatMap(({ is }) => (typeof is === 'object' ? [is] : []));
    const repeated = await this.repeat(repeatable, context);
    return judged.map(({ run, is }): VerifiedRun => {
      const named = { algo_key: run.key, version: run.version };
      if (is === 'erased') return { ...named, verdict: is };
      const again = typeof is === 'string' ? is : repeated.get(run.id)!;
      if (typeof again === 'string') return { ...named, verdict: 'unverifiable', reason: again };
      const { code, difference } = again;
      if (!difference) return { ...named, verdict: 'match', code };
      const verdict = code === 'other' ? 'code_changed' : 'drift';
      const runtime = run.runtime === this.runtimeOf(run) ? 'same' : 'other';
      return { ...named, run_id: run.id, verdict, code, runtime, ...difference };
    });
  }

  /** What became of each run. One that takes the process along says nothing of the others. */
  private async repeat(
    runs: readonly StoredRun[],
    context: JobContext,
  ): Promise<Map<string, RepeatedRun | UnverifiableReason>> {
    const folds = runs.filter(hasLearner);
    const others = runs.filter((run) => !hasLearner(run));
    const limits = { ...jsonLimits(this.limits, this.limits.dataBytes) };
    try {
      const repeated =
        others.length > 0 ? await context.compute<RepeatedRun[]>(VERIFY_RUNS, { runs: others, limits }) : [];
      return new Map([...repeated.map((run) => [run.id, run] as const), ...(await this.fold(folds, context))]);
    } catch (error) {
      const reason = reasonOf(error);
      if (!reason) throw error;
      if (runs.length === 1) return new Map([[runs[0]!.id, reason]]);
      const each: [string, RepeatedRun | UnverifiableReason][] = [];
      for (const run of runs) each.push(...(await this.repeat([run], context)));
      return new Map(each);
    }
  }

  private async fold(
    runs: readonly StoredFold[],
    context: JobContext,
  ): Promise<Map<string, RepeatedRun | UnverifiableReason>> {
    if (runs.length === 0) return new Map();
    const verifier = this.verifierOfFolds();
    return verifier ? verifier.repeat(runs, context) : new Map(runs.map(({ id }) => [id, 'fold'] as const));
  }

  /** Undefined where the application has none: jobs need no learners. */
  private verifierOfFolds(): FoldVerifier | undefined {
    try {
      return this.modules.get<FoldVerifier>(FOLD_VERIFIER, { strict: false });
    } catch {
      return undefined;
    }
  }

  private runtimeOf({ key, version }: ReadRun): string | undefined {
    const entry = this.catalog.find(key, version);
    return entry && runtimeOf(entry.definition);
  }

  private ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return this.scope.dataSource.query<Row[]>(text, values);
  }
}

const hasLearner = (run: StoredRun): run is StoredFold => 'userId' in run;

function reasonOf(error: unknown): UnverifiableReason | undefined {
  if (error instanceof JobTimedOutError) return 'timed_out';
  return error instanceof JobOutOfMemoryError ? 'out_of_memory' : undefined;
}
