import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Finding } from '../../doctor/finding.js';
import { FOLD_ANEW } from '../../doctor/learners.check.js';
import { type LogsCheck } from '../../doctor/logs-check.js';
import { askWithin } from '../learner-connections.js';
import { readHeads, STATE_JSON, type StateJson } from '../learner-heads.js';
import { readLogs } from '../learner-log.js';
import { LiveProjectionsCache } from '../live-projections.js';
import { ENTRIES_OF_PERSON, IS_PERSON } from '../persons.js';
import { differingProjections } from './compared-states.js';
import { ENTRIES_WITH_DIGESTS, isAltered } from './altered-answers.js';

/** Persons that are drawn, and how many entries one of them may have: it is folded in this process. */
const SAMPLE = 50;
const ENTRIES = 5000;

/** $1 percent of the pages of the table. */
const DRAW = `
  SELECT l.id FROM learners l TABLESAMPLE SYSTEM ($1)
  WHERE ${IS_PERSON} AND ${ENTRIES_OF_PERSON} BETWEEN 1 AND ${ENTRIES} ORDER BY random() LIMIT ${SAMPLE}`;

/** No row where the migrations of learners have not run. */
const LEARNERS = "SELECT greatest(reltuples, 0)::float8 AS count FROM pg_class WHERE oid = to_regclass('learners')";

const STATES = `
  SELECT s.learner_id AS id, ${STATE_JSON} AS state FROM learner_states s
  WHERE s.learner_id = ANY ($1::uuid[]) AND s.projection_id = ANY ($2::uuid[])`;

type EntryRow = { id: string; entry: Parameters<typeof isAltered>[0] };

/** Learners drawn at random: their answers are those that were recorded, and their states those that the answers give. */
@Injectable()
export class LearnerLogsCheck implements LogsCheck {
  constructor(private readonly live: LiveProjectionsCache) {}

  readonly check = async (manager: EntityManager): Promise<Finding[]> => {
    const [learners] = await manager.query<{ count: number }[]>(LEARNERS);
    if (!learners) return [];
    const percent = Math.min(100, (100 * 4 * SAMPLE) / Math.max(learners.count, 1));
    const ids = (await manager.query<{ id: string }[]>(DRAW, [percent])).map(({ id }) => id);
    if (ids.length === 0) return [];
    return [...(await this.compareStates(manager, ids)), ...(await findAltered(manager, ids))];
  };

  private async compareStates(manager: EntityManager, ids: readonly string[]): Promise<Finding[]> {
    const ask = askWithin(manager);
    const projections = await this.live.existing();
    const wanted = ids.map((id) => ({ id, eventIds: [], scopes: new Map() }));
    const heads = await readHeads(ask, wanted);
    const logs = await readLogs(ask, heads.values());
    const values = [ids, projections.map(({ id }) => id)];
    const rows = await manager.query<{ id: string; state: StateJson }[]>(STATES, values);
    const differing = [...heads.values()].flatMap((head) => {
      const kept = rows.filter(({ id }) => id === head.id).map(({ state }) => state);
      const [first] = differingProjections(head, logs.get(head.id)!, projections, kept);
      return first ? [`${head.id} by ${first.algoKey} ${first.version}`] : [];
    });
    if (differing.length === 0) return [];
    return [
      {
        code: 'STATES_DIFFER',
        subject: 'learner_states',
        message: `The states of ${differing.length} learners of ${ids.length} drawn at random are not those that their answers give, for example those of learner ${differing[0]}`,
        remedy: `Rows were changed in the database, or a fold was changed without its revision. ${FOLD_ANEW}`,
      },
    ];
  }
}

async function findAltered(manager: EntityManager, ids: readonly string[]): Promise<Finding[]> {
  const rows = await manager.query<EntryRow[]>(ENTRIES_WITH_DIGESTS, [ids]);
  const altered = new Set(rows.filter(({ entry }) => isAltered(entry)).map(({ id }) => id));
  if (altered.size === 0) return [];
  const [example] = altered;
  return [
    {
      code: 'ANSWERS_ALTERED',
      subject: 'learner_answers',
      message: `Answers of ${altered.size} learners of ${ids.length} drawn at random are not those that were recorded, for example of learner ${example}`,
      remedy: `Rows were changed in the database. Restore them from a backup, and let states be made anew. ${FOLD_ANEW}`,
    },
  ];
}
