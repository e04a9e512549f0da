import { Inject, Injectable } from '@nestjs/common';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { CannotEvaluateError } from '../../errors/evidence.errors.js';
import { type ComputeInChild } from '../../jobs/job.js';
import { isDigest } from '../../jobs/verification/recorded-input.js';
import { type JsonObject } from '../../json/json.js';
import { inOrder } from '../../learners/fold-plan.js';
import { FOLDED_COLUMNS } from '../../learners/learner-log.js';
import { skillMapOf } from '../../learners/sets/skill-map.js';
import { type EvidenceSettings } from '../evidence-settings.js';
import { EVIDENCE_SETTINGS } from '../evidence.tokens.js';
import { FoldingPairs } from '../folding-pairs.js';
import { type LoadedPair } from '../loaded-folding.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { type SampledId, sampledLogs } from '../sampled-logs.js';
import { type JudgedChoice } from './choice-tally.js';
import { type ChoicesQuestion, type FoundChoice, type UnreadableChoice } from './choices.compute.js';
import { type AskedFirst, type Reward, rewardOf, type SelectedEntry } from './rewards.js';
import { COUNT_SELECTIONS, DECIDED_BEFORE, NEXT_PERSONS, NEXT_SELECTIONS } from './selections.statements.js';

const CHOICES = new URL('./choices.compute.js', import.meta.url).href;
const [PERSONS, SELECTIONS] = [100, 200];

/** Which selections are judged, and how. */
export interface ChoicesAsked {
  algoKey: string;
  candidate: LoadedPair;
  reward: Reward;
  /** UTC in ISO 8601; null for all. */
  from: string | null;
  until: string;
  skillMapId: string | null;
}

/** Why selections are left out, with how many: of `input_not_recorded`, the run is gone, or was too large to record more than a digest. */
export type LeftOutChoices = Partial<Record<UnreadableChoice | 'input_not_recorded' | 'no_code', number>>;

interface StoredChoice extends AskedFirst {
  learnerId: string;
  version: string;
  paramsId: string;
  input: JsonObject | null;
}

/** The selections that were made, and what came of them. */
@Injectable()
export class StoredChoices {
  constructor(
    private readonly scope: EngineScope,
    private readonly pairs: FoldingPairs,
    private readonly sets: PreviewSets,
    @Inject(EVIDENCE_SETTINGS) private readonly settings: EvidenceSettings,
  ) {}

  /** The latest time before which is known what came of selections, no later than `until`. */
  async decidedBefore(decidedAfterMs: number, until: string | null): Promise<string> {
    const [decided] = await this.ask<{ until: string }>(DECIDED_BEFORE, [decidedAfterMs, until]);
    return decided!.until;
  }

  async count({ algoKey, from, until }: Pick<ChoicesAsked, 'algoKey' | 'from' | 'until'>): Promise<number> {
    const [{ count }] = (await this.ask<{ count: number }>(COUNT_SELECTIONS, [algoKey, from, until])) as [
      { count: number },
    ];
    return count;
  }

  /** The next persons with selections, by their ids; none after the last one. */
  persons({ algoKey, from, until }: ChoicesAsked, after: string | null): Promise<SampledId[]> {
    return this.ask<SampledId>(NEXT_PERSONS, [algoKey, from, until, after, PERSONS]);
  }

  /** By person. What says nothing of the candidate is counted in `leftOut`. */
  async judged(
    persons: readonly SampledId[],
    asked: ChoicesAsked,
    compute: ComputeInChild,
    leftOut: LeftOutChoices,
  ): Promise<Map<string, JudgedChoice[]>> {
    const answers = await this.answers(persons, asked.skillMapId);
    const personOf = new Map(
      persons.flatMap(({ id, accounts }) =>
        [id, ...(accounts ?? []).map(([account]) => account)].map((one) => [one, id]),
      ),
    );
    const judged = new Map<string, JudgedChoice[]>();
    const window = [asked.algoKey, asked.from, asked.until, [...personOf.keys()]];
    for (let after: string | null | undefined = null; after !== undefined;) {
      const rows: StoredChoice[] = await this.ask<StoredChoice>(NEXT_SELECTIONS, [...window, after, SELECTIONS]);
      for (const { row, found } of await this.found(rows, asked.candidate, compute, leftOut)) {
        const id = personOf.get(row.learnerId)!;
        const ofPerson = judged.get(id) ?? [];
        judged.set(id, ofPerson);
        const { propensity, candidate, not_covered: notCovered } = found;
        const reward = rewardOf(asked.reward, row, answers.get(id)!);
        ofPerson.push({ itemId: row.item_id, propensity, candidate, notCovered, reward });
      }
      after = rows.length < SELECTIONS ? undefined : rows.at(-1)!.id;
    }
    return judged;
  }

  /** Those that count, by person. */
  private async answers(persons: readonly SampledId[], skill_map_id: string | null) {
    const columns = `${FOLDED_COLUMNS}, selection_id`;
    const logs = await sampledLogs<SelectedEntry>((text, values) => this.ask(text, values), persons, columns);
    const sets = { calibration_id: null, skill_map_id };
    const { mapped } = await this.sets.saidOf(sets, [...logs.values()].map(({ entries }) => entries)); // prettier-ignore
    const skillMap = mapped ? skillMapOf(mapped) : undefined;
    return new Map(
      [...logs].map(([id, { entries }]) => [id, inOrder(entries, skillMap).filter((one) => 'answer' in one)]),
    );
  }

  private async found(
    rows: readonly StoredChoice[],
    candidate: LoadedPair,
    compute: ComputeInChild,
    leftOut: LeftOutChoices,
  ) {
    const leave = (reason: keyof LeftOutChoices) => void (leftOut[reason] = (leftOut[reason] ?? 0) + 1);
    const places = new Map<string, number>();
    const question: ChoicesQuestion = { candidate, pairs: [], selections: [] };
    const asked: StoredChoice[] = [];
    for (const row of rows) {
      const { item_id, input, version, paramsId } = row;
      if (input === null || isDigest(input)) {
        leave('input_not_recorded');
        continue;
      }
      if (!places.has(paramsId)) {
        const pair = await this.loadable(candidate.key, version, paramsId);
        places.set(paramsId, pair ? question.pairs.push(pair) - 1 : -1);
      }
      const pair = places.get(paramsId)!;
      if (pair < 0) leave('no_code');
      else {
        question.selections.push({ pair, item_id, input });
        asked.push(row);
      }
    }
    if (asked.length === 0) return [];
    const limits = { timeLimitMs: this.settings.chunkTimeLimitMs };
    const all = await compute<JsonObject[]>(CHOICES, question, limits);
    return asked.flatMap((row, index) => {
      const found = all[index] as unknown as FoundChoice;
      if (!('left_out' in found)) return [{ row, found }];
      leave(found.left_out);
      return [];
    });
  }

  /** Undefined where this process cannot compute by it any more. */
  private async loadable(algoKey: string, version: string, paramsId: string): Promise<LoadedPair | undefined> {
    try {
      return (await this.pairs.computing(algoKey, version, paramsId, CannotEvaluateError)).loaded;
    } catch (error) {
      if (!(error instanceof CannotEvaluateError)) throw error;
      return undefined;
    }
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}
