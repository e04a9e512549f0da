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
import { COUNT_SETS, RUN_FROM, SETS_AFTER, SPAN_OF_RUNS } from './verify-records.statements.js';
import { type StoredRun } from './verify-runs.compute.js';
import { type StoredSet } from './verify-sets.compute.js';

const SETS = 200;
const RUNS = 50;
const DEFAULT_RUNS = 1000;
const MOST_FINDINGS = 100;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const VERIFY_SETS = new URL('./verify-sets.compute.js', import.meta.url).href;
const VERIFY_RUNS = new URL('./verify-runs.compute.js', import.meta.url).href;

class VerifyRecordsArgs {
  @IntegerBetween(0, 1_000_000, {
    optional: true,
    ...{ title: 'Sample of runs', unit: 'runs' },
    description: `How many runs, drawn at random, are computed again; default ${DEFAULT_RUNS}.`,
  })
  sample_runs?: number;
}

/** A record that is not what it should be. */
type Finding = { code: 'CHECKSUM_MISMATCH' | 'OUTPUT_DIFFERS'; id: string };

/** How far it has come: all sets first, in the order of their ids, then the runs of the sample. */
type Cursor = {
  after: string | null;
  sets: number;
  /** Drawn, and of them computed again. */
  drawn: number;
  repeated: number;
  findings: Finding[];
  finding_count: number;
};

interface Found {
  findings: Finding[];
  sets: number;
  drawn: number;
  repeated: number;
  after: string | null;
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
    const [row] = await this.scope.dataSource.query<{ count: number }[]>(COUNT_SETS);
    return {
      total: row!.count + sample_runs,
      cursor: { after: FIRST_ID, sets: 0, drawn: 0, repeated: 0, findings: [], finding_count: 0 },
    };
  }

  work(
    { after, drawn }: Cursor,
    { sample_runs = DEFAULT_RUNS }: VerifyRecordsArgs,
    context: JobContext,
  ): Promise<Found> {
    return after === null
      ? this.verifyRuns(Math.min(RUNS, sample_runs - drawn), context)
      : this.verifySets(after, context);
  }

  write(found: Found, cursor: Cursor, { sample_runs = DEFAULT_RUNS }: VerifyRecordsArgs): JobStep<Cursor> {
    const next: Cursor = {
      after: found.after,
      sets: cursor.sets + found.sets,
      drawn: cursor.drawn + found.drawn,
      repeated: cursor.repeated + found.repeated,
      findings: [...cursor.findings, ...found.findings].slice(0, MOST_FINDINGS),
      finding_count: cursor.finding_count + found.findings.length,
    };
    const done = found.sets + found.drawn;
    if (next.after !== null || next.drawn < sample_runs) return { done, cursor: next };
    const { sets, drawn, repeated, findings, finding_count } = next;
    return { done, result: { sets, runs_drawn: drawn, runs_repeated: repeated, finding_count, findings } };
  }

  private async verifySets(after: string, { compute }: JobContext): Promise<Found> {
    const sets = await this.scope.dataSource.query<StoredSet[]>(SETS_AFTER, [after, SETS]);
    const altered = sets.length > 0 ? await compute<string[]>(VERIFY_SETS, { sets }) : [];
    const findings = altered.map((id): Finding => ({ code: 'CHECKSUM_MISMATCH', id }));
    const isLast = sets.length < SETS;
    return { findings, sets: sets.length, drawn: 0, repeated: 0, after: isLast ? null : sets.at(-1)!.id };
  }

  private async verifyRuns(count: number, { compute }: JobContext): Promise<Found> {
    const runs = (await this.draw(count)).flatMap((run) => this.repeatable(run) ?? []);
    const limits = { ...jsonLimits(this.limits, this.limits.dataBytes) };
    const differing = runs.length > 0 ? await compute<string[]>(VERIFY_RUNS, { runs, limits }) : [];
    const findings = differing.map((id): Finding => ({ code: 'OUTPUT_DIFFERS', id }));
    return { findings, sets: 0, drawn: count, repeated: runs.length, after: null };
  }

  /** Runs at random instants between the first and the last one; the same one may be drawn twice. */
  private async draw(count: number): Promise<DrawnRun[]> {
    const { dataSource } = this.scope;
    const [span] = await dataSource.query<{ first: string; last: string }[]>(SPAN_OF_RUNS);
    if (!span) return [];
    const [first, last] = [msOf(span.first), msOf(span.last)];
    const drawn: DrawnRun[] = [];
    for (let draws = 0; draws < count; draws += 1) {
      const from = uuidV7(Math.floor(first + Math.random() * (last - first)), randomUUID());
      drawn.push(...(await dataSource.query<DrawnRun[]>(RUN_FROM, [from])));
    }
    return drawn;
  }

  /** Of a run that this process cannot compute in a child, or that another runtime computed, nothing can be said. */
  private repeatable({ runtime, ...run }: DrawnRun): StoredRun | undefined {
    const entry = this.catalog.find(run.key, run.version);
    const module = entry && this.versions.moduleOf(entry);
    return module !== undefined && runtime === runtimeOf(entry!.definition) ? { ...run, module } : undefined;
  }
}

type DrawnRun = Omit<StoredRun, 'module'> & { runtime: string };

const msOf = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
