import { type EntityManager } from 'typeorm';
import { RunTrigger } from '../../domain/run-trigger.js';
import { writeChanges } from '../learner-changes.js';
import { askWithin } from '../learner-connections.js';
import { readHeads } from '../learner-heads.js';
import { type LearnerSettings } from '../learner-settings.js';
import { type AnswerResult, recording } from '../recording.js';
import { type RejectedLine } from './answer-import.js';
import { ADD_EXTERNAL_IDS, LOCK_LEARNERS } from './import.statements.js';
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

/** @returns those who were not known before, and are now: they have to be locked first */
async function recordOf(
  manager: EntityManager,
  source: string,
  learners: readonly LearnerAnswers[],
  settings: LearnerSettings,
  part: RecordedPart,
): Promise<LearnerAnswers[]> {
  const ask = askWithin(manager);
  await manager.query(LOCK_LEARNERS, [learners.map(({ learner_id }) => learner_id)]);
  const heads = await readHeads(
    ask,
    learners.map(({ learner_id, answers }) => ({
      id: learner_id,
      eventIds: answers.map(([, { event_id }]) => event_id),
      scopes: new Map(),
    })),
  );
  const judged = learners.map((learner) => {
    const head = heads.get(learner.learner_id)!;
    if (head.isErased) return { learner, head, entries: [], outcomes: learner.answers.map(() => 'erased' as const) };
    const answers = learner.answers.map(([, answer]) => ({ answer }));
    const { entries, results } = recording(head, [{ answers, sentAt: null, receivedAt: null, source }], settings);
    return { learner, head, entries, outcomes: results.map(({ outcome }) => outcome) };
  });
  const changes = judged
    .filter(({ entries }) => entries.length > 0)
    .map(({ head, entries }) => ({ head, entries, folds: [], trigger: RunTrigger.SUBMIT, inboxIds: [] }));
  const written = changes.length > 0 ? await writeChanges(ask, changes, []) : new Map<string, unknown>();
  const isDone = ({ entries, learner }: (typeof judged)[number]) =>
    entries.length === 0 || written.has(learner.learner_id);
  for (const { learner, outcomes } of judged.filter(isDone)) count(part, learner, outcomes);
  return judged.filter((one) => !isDone(one)).map(({ learner }) => learner);
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
