import { Inject } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { EngineScope } from '../../database/engine-scope.js';
import { uuidV7 } from '../../domain/uuid.js';
import { runtimeOf } from '../../execution/runtime.js';
import { ThreadedVersions } from '../../execution/threaded-versions.js';
import { ENGINE_LIMITS } from '../../learning-engine.tokens.js';
import { type EngineLimits, jsonLimits } from '../../options/engine-limits.js';
import { IntegerBetween } from '../../schema/number-rules.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../job.js';
import { JobKind } from '../job-kind.decorator.js';
import {
  COUNT_RUNS,
  COUNT_SETS,
  RUNS_AFTER,
  RUNS_FROM,
  SETS_AFTER,
  SPAN_OF_RUNS,
} from './verify-records.statements.js';
import { type RepeatedRun, type StoredRun } from '../verification/verify-runs.compute.js';
import { type StoredSet } from './verify-sets.compute.js';

const SETS = 200;
const RUNS = 50;
const DEFAULT_RUNS = 1000;
const MOST_FINDINGS = 100;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const VERIFY_SETS = new URL('./verify-sets.compute.js', import.meta.url).href;
const VERIFY_RUNS = new URL('../verification/verify-runs.compute.js', import.meta.url).href;

class VerifyRecordsArgs {
  @IntegerBetween(0, 1_000_000, {
    optional: true,
    ...{ title: 'Sample of runs', unit: 'runs' },
    description: `How many runs, drawn at random, are computed again; all of them where there are not more. Default ${DEFAULT_RUNS}.`,
  })
  sample_runs?: number;
}

/** A record that is not what it should be. */
type Finding = { code: 'CHECKSUM_MISMATCH' | 'OUTPUT_DIFFERS'; id: string };

/** How far it has come: all sets first, in the order of their ids, then the runs. */
type Cursor = {
  /** The last set; null after the sets. */
  after: string | null;
  /** The last run, where all runs are computed again; null where they are drawn. */
  after_run: string | null;
  sets: number;
  /** Read, and of them computed again. */
  drawn: number;
  repeated: number;
  findings: Finding[];
  finding_count: number;
};

interface Found extends Pick<Cursor, 'after' | 'after_run' | 'findings' | 'sets' | 'drawn' | 'repeated'> {
  isEnd: boolean;
}

/** Recomputes the checksum of every parameter set, and the output of a sample of runs. Writes nothing. */
@JobKind({
  kind: 'runs.verify-checksums',
  description: 'Recomputes the checksums of all parameter sets and the outputs of a sample of runs.',
  args: VerifyRecordsArgs,
})
export class VerifyRecordsJob implements Job<VerifyRecordsArgs, Cursor, Found> {
  constructor(
    private readonly scope: EngineScope,
    private readonly catalog: AlgorithmCatalog,
    private readonly versions: ThreadedVersions,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
  ) {}

  async plan({ sample_runs = DEFAULT_RUNS }: VerifyRecordsArgs): Promise<JobPlan<Cursor>> {
    const { dataSource } = this.scope;
    const [sets] = await dataSource.query<{ count: number }[]>(COUNT_SETS);
    const [runs] = await dataSource.query<{ count: number }[]>(COUNT_RUNS, [sample_runs + 1]);
    const after_run = runs!.count > sample_runs ? null : FIRST_ID;
    return {
      total: sets!.count + Math.min(sample_runs, runs!.count),
      cursor: { after: FIRST_ID, after_run, sets: 0, drawn: 0, repeated: 0, findings: [], finding_count: 0 },
    };
  }

  work(cursor: Cursor, { sample_runs = DEFAULT_RUNS }: VerifyRecordsArgs, context: JobContext): Promise<Found> {
    if (cursor.after !== null) return this.verifySets(cursor, cursor.after, context);
    return this.verifyRuns(cursor, sample_runs - cursor.drawn, context);
  }

  write(found: Found, cursor: Cursor): JobStep<Cursor> {
    const next: Cursor = {
      after: found.after,
      after_run: found.after_run,
      sets: cursor.sets + found.sets,
      drawn: cursor.drawn + found.drawn,
      repeated: cursor.repeated + found.repeated,
      findings: [...cursor.findings, ...found.findings].slice(0, MOST_FINDINGS),
      finding_count: cursor.finding_count + found.findings.length,
    };
    const done = found.sets + found.drawn;
    if (!found.isEnd) return { done, cursor: next };
    const { sets, drawn, repeated, findings, finding_count } = next;
    return { done, result: { sets, runs_drawn: drawn, runs_repeated: repeated, finding_count, findings } };
  }

  private async verifySets({ after_run }: Cursor, after: string, { compute }: JobContext): Promise<Found> {
    const sets = await this.scope.dataSource.query<StoredSet[]>(SETS_AFTER, [after, SETS]);
    const altered = sets.length > 0 ? await compute<string[]>(VERIFY_SETS, { sets }) : [];
    const findings = altered.map((id): Finding => ({ code: 'CHECKSUM_MISMATCH', id }));
    const next = sets.length < SETS ? null : sets.at(-1)!.id;
    return { findings, sets: sets.length, drawn: 0, repeated: 0, after: next, after_run, isEnd: false };
  }

  private async verifyRuns({ after_run }: Cursor, most: number, { compute }: JobContext): Promise<Found> {
    const count = Math.min(RUNS, most);
    const read = after_run === null ? await this.draw(count) : await this.readAfter(after_run, count);
    const runs = read.flatMap((run) => this.repeatable(run) ?? []);
    const limits = { ...jsonLimits(this.limits, this.limits.dataBytes) };
    const repeated = runs.length > 0 ? await compute<RepeatedRun[]>(VERIFY_RUNS, { runs, limits }) : [];
    const findings = repeated.filter(isOther).map(({ id }): Finding => ({ code: 'OUTPUT_DIFFERS', id }));
    const drawn = after_run === null ? count : read.length;
    const last = after_run === null ? null : (read.at(-1)?.id ?? after_run);
    const isEnd = drawn < RUNS || drawn === most;
    return { findings, sets: 0, drawn, repeated: runs.length, after: null, after_run: last, isEnd };
  }

  private readAfter(id: string, most: number): Promise<ReadRun[]> {
    return this.scope.dataSource.query<ReadRun[]>(RUNS_AFTER, [id, most]);
  }

  /** Runs at random instants between the first and the last one: those of a busy hour are drawn more rarely than others. */
  private async draw(count: number): Promise<ReadRun[]> {
    const { dataSource } = this.scope;
    const [span] = await dataSource.query<{ first: string; last: string }[]>(SPAN_OF_RUNS);
    if (!span) return [];
    const [first, last] = [msOf(span.first), msOf(span.last)];
    const starts = Array.from({ length: count }, () =>
      uuidV7(Math.floor(first + Math.random() * (last - first)), randomUUID()),
    );
    return dataSource.query<ReadRun[]>(RUNS_FROM, [starts]);
  }

  /** Of a run that this process cannot compute in a child, or that another runtime computed, nothing can be said. */
  private repeatable({ runtime, isWhole, ...run }: ReadRun): StoredRun | undefined {
    const entry = this.catalog.find(run.key, run.version);
    const module = entry && this.versions.loadableModuleOf(entry);
    return isWhole && module !== undefined && runtime === runtimeOf(entry!.definition) ? { ...run, module } : undefined;
  }
}

/** The last bits of exponentials differ between machines. */
const MACHINES_DIFFER = 1e-11;

const isOther = ({ difference }: RepeatedRun): boolean =>
  difference !== null && !(difference.relative !== null && difference.relative < MACHINES_DIFFER);

type ReadRun = Omit<StoredRun, 'module'> & { runtime: string | null; isWhole: boolean };

const msOf = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
