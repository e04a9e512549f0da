import { Injectable } from '@nestjs/common';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { type JobContext } from '../../jobs/job.js';
import { type FoldVerifier, type StoredFold } from '../../jobs/verification/fold-verifier.js';
import { type UnverifiableReason } from '../../jobs/verification/verification-report.js';
import { type RepeatedRun } from '../../jobs/verification/verify-runs.compute.js';
import { type JsonObject } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { sampledLogs } from '../sampled-logs.js';
import { type FoldQuestion, type FoldReference } from './verify-folds.compute.js';

const VERIFY_FOLDS = new URL('./verify-folds.compute.js', import.meta.url).href;

/** About how many entries a process is given at once. */
const ENTRIES = 5000;

/** $1 learners: those who are, or were, merged. Their folds were of several logs. */
const MERGED = `
  SELECT wanted.id FROM unnest($1::uuid[]) AS wanted (id)
  WHERE EXISTS (SELECT FROM learner_merges m WHERE m.learner_id = wanted.id OR m.into_id = wanted.id)`;

/** $1 projections. */
const SETS = `
  SELECT id, calibration_id, skill_map_id FROM projections WHERE id = ANY ($1::uuid[])`;

interface Sets {
  id: string;
  calibration_id: string | null;
  skill_map_id: string | null;
}

/** What a run of a fold stores of its input. */
interface FoldInput {
  projection_id: string;
  entries: number;
  last_seq: number;
  digest: string;
}

type Outcomes = Map<string, RepeatedRun | UnverifiableReason>;

/** Folds the stored answers of learners again, as far as a run had got. */
@Injectable()
export class StoredFoldVerifier implements FoldVerifier {
  constructor(
    private readonly scope: EngineScope,
    private readonly sets: PreviewSets,
  ) {}

  async repeat(runs: readonly StoredFold[], context: JobContext): Promise<Outcomes> {
    const outcomes: Outcomes = new Map();
    const inputs = new Map(runs.map((run) => [run.id, parseJson(run.input) as FoldInput]));
    const merged = new Set(
      (await this.ask<{ id: string }>(MERGED, [runs.map(({ userId }) => userId)])).map(({ id }) => id),
    );
    const projections = [...new Set([...inputs.values()].map(({ projection_id }) => projection_id))];
    const sets = new Map((await this.ask<Sets>(SETS, [projections])).map((row) => [row.id, row]));
    for (const part of inParts(runs, inputs)) {
      const { projection_id } = inputs.get(part[0]!.id)!;
      const of = sets.get(projection_id);
      const known = part.filter(({ userId }) => of !== undefined && !merged.has(userId));
      for (const run of part) if (!known.includes(run)) outcomes.set(run.id, of ? 'merged' : 'projection_removed');
      if (of && known.length > 0)
        for (const [id, found] of await this.fold(known, inputs, of, context)) outcomes.set(id, found);
    }
    return outcomes;
  }

  /** Runs of one projection. */
  private async fold(
    runs: readonly StoredFold[],
    inputs: ReadonlyMap<string, FoldInput>,
    { calibration_id, skill_map_id }: Sets,
    context: JobContext,
  ): Promise<Outcomes> {
    const through = new Map<string, number>();
    for (const { id, userId } of runs) {
      through.set(userId, Math.max(through.get(userId) ?? 0, inputs.get(id)!.last_seq));
    }
    const wanted = [...through].map(([id, seq]) => ({ id, through: String(seq), accounts: null }));
    const logs = await sampledLogs((text, values) => this.ask(text, values), wanted);
    const entries = [...logs.values()].map((log) => log.entries);
    const { key, version, module, params } = runs[0]!;
    const question: FoldQuestion = {
      pair: { key, version, module, params },
      said: await this.sets.saidOf({ calibration_id, skill_map_id }, entries),
      logs: Object.fromEntries(logs),
      runs: runs.map((run) => referenceOf(run, inputs.get(run.id)!)),
    };
    type Answer = (RepeatedRun | [string, 'log_differs'])[];
    const answers = await context.compute<Answer>(VERIFY_FOLDS, question as unknown as JsonObject);
    return new Map<string, RepeatedRun | UnverifiableReason>(
      answers.map((one) => (Array.isArray(one) ? one : [one.id, one])),
    );
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}

function referenceOf({ id, userId, codeDigest, output }: StoredFold, input: FoldInput): FoldReference {
  const { digest } = parseJson(output) as { digest: string };
  const { entries, last_seq: lastSeq } = input;
  return { ...{ id, codeDigest, entries, lastSeq }, learner: userId, digest: input.digest, statesDigest: digest };
}

/** Runs of one projection each, with about so many entries of their learners. */
function inParts(runs: readonly StoredFold[], inputs: ReadonlyMap<string, FoldInput>): StoredFold[][] {
  const parts: StoredFold[][] = [];
  const open = new Map<string, { part: StoredFold[]; entries: number }>();
  for (const run of runs) {
    const { projection_id, last_seq } = inputs.get(run.id)!;
    let at = open.get(projection_id);
    if (!at || at.entries + last_seq > ENTRIES) {
      at = { part: [], entries: 0 };
      open.set(projection_id, at);
      parts.push(at.part);
    }
    at.part.push(run);
    at.entries += last_seq;
  }
  return parts;
}
