import { Injectable } from '@nestjs/common';
import { type CountedAnswer } from '../../learners/log-entry.js';
import { type SkillMap, skillMapOf } from '../../learners/sets/skill-map.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { type AskedEntry } from '../sampled-logs.js';
import { firstAnswers, type FirstOf, type WantedAnswers, wantedBy } from './first-answers.js';
import { type Taken } from './fit-learners.js';

/** A person with their log. */
export interface PersonLog {
  id: string;
  entries: AskedEntry[];
}

/** The first answers of persons. */
@Injectable()
export class StoredFirstAnswers {
  constructor(private readonly sets: PreviewSets) {}

  /** @param as what is taken of an answer; undefined where that is nothing */
  async of<Answer>(
    logs: readonly PersonLog[],
    { skill_map_id, ...wanted }: WantedAnswers & { skill_map_id: string | null },
    as: (answer: CountedAnswer<AskedEntry>, skillMap: SkillMap | undefined) => Answer | undefined,
  ): Promise<Taken<FirstOf<Answer>>[]> {
    const sets = { calibration_id: null, skill_map_id };
    const { mapped } = await this.sets.saidOf(sets, logs.map(({ entries }) => entries)); // prettier-ignore
    const skillMap = mapped ? skillMapOf(mapped) : undefined;
    const isTaken = wantedBy(wanted);
    return logs.map(({ id, entries }) => {
      const { first, not_first } = firstAnswers(entries, skillMap, isTaken);
      const taken = first.map((answer) => as(answer, skillMap)).filter((answer) => answer !== undefined);
      return { learner: id, answers: taken.length, taken: { first: taken, not_first } };
    });
  }
}
