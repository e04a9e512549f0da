import { Injectable } from '@nestjs/common';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { isStorableText } from '../json/json-text.js';
import { LearnerConnections } from './learner-connections.js';
import { accountsWith } from './persons.js';

/** $1 groups. An answer counts as it was corrected last, unless it was withdrawn or is in quarantine. */
const ANSWERS = `
  FROM learner_answers a WHERE a.group_ids <> '{}' AND a.group_ids && $1::text[] AND a.kind = 'answer' AND a.quarantine IS NULL
    AND NOT EXISTS (SELECT FROM learner_answers later
      WHERE later.learner_id = a.learner_id AND later.event_id = a.event_id AND later.version > a.version)`;

/** $2 learner */
const HAS = {
  name: 'learner_has_groups',
  text: `SELECT EXISTS (SELECT ${ANSWERS} AND (a.learner_id = $2 OR a.learner_id IN (${accountsWith('$2')}))) AS has`,
};

const LEARNERS = {
  name: 'learners_of_groups',
  text: `
  SELECT DISTINCT coalesce(l.merged_into, l.id) AS id FROM (SELECT DISTINCT a.learner_id ${ANSWERS}) AS members
  JOIN learners l ON l.id = members.learner_id`,
};

/** @throws InvalidArgumentError unless each is a text */
export function checkGroupIds(groupIds: unknown): readonly string[] {
  if (Array.isArray(groupIds) && groupIds.every(isStorableText)) return groupIds;
  throw new InvalidArgumentError('groupIds', 'must be a list of texts without NUL and lone surrogates');
}

/** Who belongs to which groups: learners are in those that answers of theirs name. */
@Injectable()
export class LearnerGroups {
  constructor(private readonly connections: LearnerConnections) {}

  async have(learnerId: string, groupIds: readonly string[]): Promise<boolean> {
    if (groupIds.length === 0) return false;
    return (await this.connections.query<{ has: boolean }>(HAS, [groupIds, learnerId]))[0]!.has;
  }

  async learnersOf(groupIds: readonly string[]): Promise<string[]> {
    if (groupIds.length === 0) return [];
    return (await this.connections.query<{ id: string }>(LEARNERS, [groupIds])).map(({ id }) => id);
  }
}
