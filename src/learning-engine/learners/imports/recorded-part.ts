import { type EntityManager } from 'typeorm';
import { RunTrigger } from '../../domain/run-trigger.js';
import { writeChanges } from '../learner-changes.js';
import { askWithin } from '../learner-connections.js';
import { type Answer } from '../answer.js';
import { type Head, numbering, readHeads } from '../learner-heads.js';
import { type LearnerSettings } from '../learner-settings.js';
import { type LogEntry } from '../log-entry.js';
import { type AnswerResult, recording } from '../recording.js';
import { revising } from '../revising.js';
import { type RejectedLine } from './answer-import.js';
import { ADD_EXTERNAL_IDS, LOCK_LEARNERS, MERGED_OF } from './import.statements.js';
import { type LearnerAnswers, type VoidedAnswer } from './part.js';

/** What became of the answers of a part. */
export interface RecordedPart {
  recorded: number;
  duplicate: number;
  voided: number;
  rejects: RejectedLine[];
}

const REASONS = {
  conflict: 'another answer was recorded with this event_id, which stays',
  quarantined: 'its time is in the future, or before what the host takes: it does not count',
  erased: 'the learner was erased',
  invalid: 'voids a statement that is not known here',
} as const;

/** Adds answers to the logs of their learners, who are locked until the end of the transaction. No state follows yet. */
export async function recordPart(
  manager: EntityManager,
  source: string,
  learners: readonly LearnerAnswers[],
  settings: LearnerSettings,
): Promise<RecordedPart> {
  const part: RecordedPart = { recorded: 0, duplicate: 0, voided: 0, rejects: [] };
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
      eventIds: accounts.flatMap(({ answers }) => answers.map(([, answer]) => eventIdOf(answer))),
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
    return { accounts, head, ...judge(head, accounts, source, settings) };
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

type Outcome = AnswerResult['outcome'] | 'erased';

const eventIdOf = (answer: Readonly<Answer> | VoidedAnswer): string =>
  'voids' in answer ? answer.voids : answer.event_id;

/** The entries to be added for a person, and what is said of each line of their accounts. */
function judge(
  head: Head,
  accounts: readonly LearnerAnswers[],
  source: string,
  settings: LearnerSettings,
): { entries: LogEntry[]; outcomes: Outcome[][] } {
  const next = numbering(head);
  const handed = accounts.map(({ learner_id, answers }) => ({
    learnerId: learner_id,
    answers: answers.flatMap(([, answer]) => ('voids' in answer ? [] : [{ answer }])),
    ...{ sentAt: null, receivedAt: null, source },
  }));
  const { entries, results } = recording(head, handed, settings, next);
  const voided = new Set<string>();
  const withdraw = (eventId: string): Outcome => {
    if (voided.has(eventId)) return 'duplicate';
    voided.add(eventId);
    const about = { eventId, answer: null, actorId: null, reason: `Voided in ${source}`, expectedRevision: null };
    const revised = revising(head, about, settings, next);
    if (typeof revised === 'string') return 'invalid';
    entries.push(...revised.entries);
    return revised.results[0]!.outcome;
  };
  const outcomes = accounts.map(({ answers }, index) => {
    const recorded = results[index]!.values();
    return answers.map(([, answer]) => ('voids' in answer ? withdraw(answer.voids) : recorded.next().value!.outcome));
  });
  return { entries, outcomes };
}

function count(part: RecordedPart, { answers }: LearnerAnswers, outcomes: readonly Outcome[]): void {
  answers.forEach(([line], index) => {
    const outcome = outcomes[index]!;
    if (outcome === 'recorded' || outcome === 'duplicate' || outcome === 'voided') part[outcome] += 1;
    else if (outcome === 'conflict' || outcome === 'quarantined' || outcome === 'erased' || outcome === 'invalid') {
      part.rejects.push({ line, outcome, reason: REASONS[outcome] });
    }
  });
}
