import { type EntityManager } from 'typeorm';
import { RunTrigger } from '../../domain/run-trigger.js';
import { writeChanges } from '../learner-changes.js';
import { askWithin } from '../learner-connections.js';
import { readHeads } from '../learner-heads.js';
import { type LearnerSettings } from '../learner-settings.js';
import { type AnswerResult, recording } from '../recording.js';
import { type RejectedLine } from './answer-import.js';
import { ADD_EXTERNAL_IDS, LOCK_LEARNERS, MERGED_OF } from './import.statements.js';
import { type LearnerAnswers } from './part.js';

/** What became of the answers of a part. */
export interface RecordedPart {
  recorded: number;
  duplicate: number;
  rejects: RejectedLine[];
}

const REASONS = {
  conflict: 'another answer was recorded with this event_id, which stays',
  quarantined: 'its time is in the future, or before what the host takes: it does not count',
  erased: 'the learner was erased',
} as const;

/** Adds answers to the logs of their learners, who are locked until the end of the transaction. No state follows yet. */
export async function recordPart(
  manager: EntityManager,
  source: string,
  learners: readonly LearnerAnswers[],
  settings: LearnerSettings,
): Promise<RecordedPart> {
  const part: RecordedPart = { recorded: 0, duplicate: 0, rejects: [] };
  let left = learners;
  while (left.length > 0) left = await recordOf(manager, source, left, settings, part);
  const known = learners.filter(({ external_id }) => external_id !== null);
  if (known.length > 0) {
    const rows = known.map(({ learner_id, external_id }) => ({ learner_id, external_id }));
    await manager.query(ADD_EXTERNAL_IDS, [source, JSON.stringify(rows)]);
  }
  return part;
}

/** @returns those who were not known before, and are now, and those who were merged meanwhile: they have to be locked first */
async function recordOf(
  manager: EntityManager,
  source: string,
  learners: readonly LearnerAnswers[],
  settings: LearnerSettings,
  part: RecordedPart,
): Promise<LearnerAnswers[]> {
  const ask = askWithin(manager);
  const ids = learners.map(({ learner_id }) => learner_id);
  const locked = new Set((await manager.query<{ id: string }[]>(LOCK_LEARNERS, [ids])).map(({ id }) => id));
  const merged = await manager.query<{ id: string; person: string }[]>(MERGED_OF, [ids]);
  const personOf = new Map(merged.map(({ id, person }) => [id, person]));
  const persons = new Map<string, LearnerAnswers[]>();
  for (const learner of learners) {
    const person = personOf.get(learner.learner_id) ?? learner.learner_id;
    persons.set(person, [...(persons.get(person) ?? []), learner]);
  }
  const isInHand = ([person, accounts]: [string, LearnerAnswers[]]) =>
    locked.has(person) || accounts.every(({ learner_id }) => learner_id === person);
  const heads = await readHeads(
    ask,
    [...persons].map(([id, accounts]) => ({
      id,
      eventIds: accounts.flatMap(({ answers }) => answers.map(([, { event_id }]) => event_id)),
      scopes: new Map(),
    })),
  );
  const judged = [...persons].filter(isInHand).map(([person, accounts]) => {
    const head = heads.get(person)!;
    if (head.isErased)
      return {
        accounts,
        head,
        entries: [],
        outcomes: accounts.map(({ answers }) => answers.map(() => 'erased' as const)),
      };
    const handed = accounts.map(({ learner_id, answers }) => ({
      learnerId: learner_id,
      answers: answers.map(([, answer]) => ({ answer })),
      ...{ sentAt: null, receivedAt: null, source },
    }));
    const { entries, results } = recording(head, handed, settings);
    return { accounts, head, entries, outcomes: results.map((one) => one.map(({ outcome }) => outcome)) };
  });
  const changes = judged
    .filter(({ entries }) => entries.length > 0)
    .map(({ head, entries }) => ({ head, entries, folds: [], trigger: RunTrigger.SUBMIT, inbox: [] }));
  const written = changes.length > 0 ? await writeChanges(ask, changes, []) : new Map<string, unknown>();
  const done = judged.filter(({ entries, head }) => entries.length === 0 || written.has(head.id));
  for (const { accounts, outcomes } of done)
    accounts.forEach((learner, index) => count(part, learner, outcomes[index]!));
  const settled = new Set(done.flatMap(({ accounts }) => accounts));
  return learners.filter((learner) => !settled.has(learner));
}

function count(
  part: RecordedPart,
  { answers }: LearnerAnswers,
  outcomes: readonly (AnswerResult['outcome'] | 'erased')[],
): void {
  answers.forEach(([line], index) => {
    const outcome = outcomes[index]!;
    if (outcome === 'recorded' || outcome === 'duplicate') part[outcome] += 1;
    else if (outcome === 'conflict' || outcome === 'quarantined' || outcome === 'erased') {
      part.rejects.push({ line, outcome, reason: REASONS[outcome] });
    }
  });
}
