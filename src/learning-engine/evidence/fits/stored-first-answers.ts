import { Injectable } from '@nestjs/common';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { type FoldedEntry } from '../../learners/log-entry.js';
import { skillMapOf } from '../../learners/sets/skill-map.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { firstAnswers, type FirstAnswers } from './first-answers.js';
import { type Taken } from './fit-learners.js';

/** Which first answers are taken. */
export interface WantedAnswers {
  /** Milliseconds since 1970; null where there is no bound. */
  from: number | null;
  before: number | null;
  skill_map_id: string | null;
  bank_id?: string;
  item_ids?: readonly string[];
}

/** $1 persons, $2 bank. By the last version of each event. */
const EVENTS_OF_BANK = `
  SELECT DISTINCT coalesce(l.merged_into, l.id) AS id, a.event_id AS event FROM learners l
  JOIN learner_answers a ON a.learner_id = l.id AND a.bank_id = $2
  WHERE (l.id = ANY ($1::uuid[]) OR l.merged_into = ANY ($1::uuid[])) AND NOT EXISTS (
    SELECT FROM learner_answers later
    WHERE later.learner_id = a.learner_id AND later.event_id = a.event_id AND later.version > a.version)`;

/** The first answers of persons. */
@Injectable()
export class StoredFirstAnswers {
  constructor(
    private readonly scope: EngineScope,
    private readonly sets: PreviewSets,
  ) {}

  async of(
    logs: readonly { id: string; entries: FoldedEntry[] }[],
    { from, before, skill_map_id, bank_id, item_ids }: WantedAnswers,
  ): Promise<Taken<FirstAnswers>[]> {
    const items = item_ids && new Set(item_ids);
    const ofBank = bank_id === undefined ? undefined : await this.eventsOfBank(bank_id, logs.map(({ id }) => id)); // prettier-ignore
    const sets = { calibration_id: null, skill_map_id };
    const { mapped } = await this.sets.saidOf(sets, logs.map(({ entries }) => entries)); // prettier-ignore
    const skillMap = mapped ? skillMapOf(mapped) : undefined;
    return logs.map(({ id, entries }) => {
      const taken = firstAnswers(entries, skillMap, ({ item, event, at }) => {
        const isInTime = at >= (from ?? -Infinity) && at < (before ?? Infinity);
        return isInTime && (!items || items.has(item)) && (!ofBank || ofBank.has(`${id} ${event}`));
      });
      return { learner: id, answers: taken.first.length, taken };
    });
  }

  /** `person event` for each event whose answer names the bank. */
  private async eventsOfBank(bank: string, persons: readonly string[]): Promise<Set<string>> {
    const ask = () => this.scope.dataSource.query<{ id: string; event: string }[]>(EVENTS_OF_BANK, [persons, bank]);
    return new Set((await queryWithRetry(ask)).map(({ id, event }) => `${id} ${event}`));
  }
}
