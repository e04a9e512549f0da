import { AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { CannotEvaluateError } from '../../errors/evidence.errors.js';
import { JobFailedError } from '../../errors/job.errors.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';
import { FoldingPairs, type LoadablePair } from '../folding-pairs.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { rejecting } from '../rejecting.js';
import { type SampledId } from '../sampled-logs.js';
import { ChoiceTally } from './choice-tally.js';
import { decidedAfter } from './rewards.js';
import { SelectionsArgs } from './selections-args.js';
import { type ChoicesAsked, type LeftOutChoices, StoredChoices } from './stored-choices.js';

type Cursor = { params_id: string; until: string; skill_map_id: string | null; total: number };

/**
 * Finds out how a version, or other parameters, would have chosen in place of those that chose, by stored selections and what came of
 * them. Reads only. It is made in one piece: after a kill it begins anew.
 */
@JobKind({
  kind: 'selections.evaluate',
  description: 'Finds out whether a version would have chosen better questions, by the selections that were made.',
  args: SelectionsArgs,
})
export class EvaluateSelectionsJob implements Job<SelectionsArgs, Cursor, JsonObject> {
  constructor(
    private readonly catalog: AlgorithmCatalog,
    private readonly pairs: FoldingPairs,
    private readonly sets: PreviewSets,
    private readonly choices: StoredChoices,
  ) {}

  async plan(args: SelectionsArgs): Promise<JobPlan<Cursor>> {
    const { algo_key: algoKey, version, reward, from = null } = args;
    const { paramsId } = await this.candidate(args, args.params_id ?? null);
    if (!this.catalog.find(algoKey, version)?.definition.select?.firstChoices) {
      throw new JobFailedError(
        `${algoKey} ${version} does not say how likely it chooses what: its class needs select.firstChoices.`,
      );
    }
    const until = await this.choices.decidedBefore(decidedAfter(reward), args.until ?? null);
    const total = await this.choices.count({ algoKey, from, until });
    const { skill_map_id } = await this.sets.active();
    return { total, cursor: { params_id: paramsId, until, skill_map_id, total } };
  }

  async work(
    { params_id, until, skill_map_id }: Cursor,
    args: SelectionsArgs,
    { signal, compute }: JobContext,
  ): Promise<JsonObject> {
    const { algo_key, version, reward, from = null } = args;
    const { loaded: candidate } = await this.candidate(args, params_id);
    const asked: ChoicesAsked = { algoKey: algo_key, candidate, reward, from, until, skillMapId: skill_map_id };
    const tally = new ChoiceTally();
    const leftOut: LeftOutChoices = {};
    for (let after: string | null | undefined = null; after !== undefined;) {
      signal.throwIfAborted();
      const persons: SampledId[] = await this.choices.persons(asked, after);
      const judged = await this.choices.judged(persons, asked, compute, leftOut);
      for (const { id } of persons) tally.add(judged.get(id) ?? []);
      after = persons.at(-1)?.id;
    }
    const report = { ...{ algo_key, version, params_id, reward, from, until }, ...tally.report(), left_out: leftOut };
    return report as unknown as JsonObject;
  }

  write(report: JsonObject, { total }: Cursor): JobStep<Cursor> {
    return { done: total, result: { ...report, digest: sha256(canonicalJson(report)) } };
  }

  /** @throws JobFailedError */
  private candidate({ algo_key, version }: SelectionsArgs, paramsId: string | null): Promise<LoadablePair> {
    return rejecting(() => this.pairs.computing(algo_key, version, paramsId, CannotEvaluateError));
  }
}
