import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Attempt } from '../database/retry/attempt.js';
import { rejectFailure } from '../database/retry/query-with-retry.js';
import { RunTrigger } from '../domain/run-trigger.js';
import { checkInstant, InvalidArgumentError } from '../errors/input.errors.js';
import {
  AnswerNotFoundError,
  InvalidAnswerError,
  LearnerChangedError,
  LearnerErasedError,
} from '../errors/learner.errors.js';
import { isStorableText } from '../json/json-text.js';
import { type OnInvalid, ON_INVALID } from '../kit/judged-events.js';
import { type Answer, isEventId, type JudgedAnswer, judgeAnswer, ofUnknownSelection, problemsOf } from './answer.js';
import { checkChange, checkTrigger, type DecideOptions, type ReviseOptions } from './change-options.js';
import { type Decision, judgeDecision } from './decision.js';
import { deciding } from './deciding.js';
import { checkLearnerId } from './learner-id.js';
import { addToInbox } from './inbox.js';
import { LearnerConnections } from './learner-connections.js';
import { type LearnerCall, type LearnerOutcome, LearnerWriter } from './learner-writer.js';
import { type ChangedState, changedStates } from './learner-state.view.js';
import { accepted, type AnswerResult, type Handed, invalid, nothingHanded } from './recording.js';
import { revising } from './revising.js';
import { KNOWN_SELECTIONS } from './selections.statements.js';

const MOST_ANSWERS = 500;
const SOURCE_LENGTH = 200;

/** What is said of the answers of one call. */
export interface RecordOptions {
  /** When the answers were sent, by the clock of their sender: with it their times are corrected. */
  sentAt?: Date;
  /** Where they are from, in at most 200 characters. */
  source?: string;
  /** What the record of the computation says made it happen. Default `submit`. */
  trigger?: RunTrigger;
  /** Gives up when it is aborted: with a CallAbortedError, and nothing is recorded. Once the answers were sent, it goes on. */
  signal?: AbortSignal;
  /**
   * Hands over the answers in the transaction of this manager: they are recorded if it commits, when the learner is next written
   * or read. It takes no lock that another transaction could wait for. Each result is `accepted` or `invalid`.
   */
  manager?: EntityManager;
  /**
   * What becomes of the call when an answer is invalid: `skip` (the default) records the others, `refuse` throws an
   * InvalidAnswerError and records none. With `manager`, use `refuse` where a row of yours and its answer belong together.
   */
  onInvalid?: OnInvalid;
}

/** What became of the answers of one call. */
export interface RecordedAnswers {
  /** Of the learner; null while nothing of them was recorded. */
  revision: number | null;
  /** One for each answer, in their order. */
  results: readonly AnswerResult[];
  /** What has changed, by the active versions. */
  states: readonly ChangedState[];
}

/** A decision that was recorded. */
export interface RecordedDecision {
  /** For `void`, which lifts it. */
  id: string;
  /** Of the learner. */
  revision: number;
  /** What has changed, by the active versions. */
  states: readonly ChangedState[];
}

/**
 * The answers of learners: each is recorded once, in whatever order and how often it is handed over, and what follows from it is
 * there at once.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class AnswersService {
  /** @internal Nest makes it. */
  constructor(
    private readonly writer: LearnerWriter,
    private readonly connections: LearnerConnections,
  ) {}

  /**
   * Records answers of a learner, and folds them into the states of all versions that fold. A learner who was not known is from
   * now on. An answer that is invalid keeps no other one from being recorded, unless `onInvalid` is `refuse`.
   *
   * @param answers 1 to 500
   * @example
   * ```ts
   * await answers.record(learnerId, [{ event_id: attempt.id, at: attempt.at, item_id, skill_ids: ['fractions'], correct: true }]);
   * ```
   * @throws InvalidArgumentError naming the argument; nothing is recorded
   * @throws InvalidAnswerError with `onInvalid: 'refuse'`, when an answer breaks a rule; nothing is recorded
   * @throws LearnerErasedError when the learner was erased; nothing is recorded
   * @throws InvalidRunReferenceError when the host's schema says that a run is of a known user, and the learner is none; nothing is
   * recorded
   * @throws CallAbortedError when the signal was aborted in time; nothing is recorded
   */
  async record(learnerId: string, answers: readonly Answer[], options: RecordOptions = {}): Promise<RecordedAnswers> {
    const { signal, manager } = options;
    const trigger = checkTrigger(options.trigger ?? RunTrigger.SUBMIT);
    const attempt = new Attempt(signal);
    attempt.check();
    const id = checkLearnerId(learnerId);
    const given = checkHanded(id, answers, options);
    const handed = { ...given, answers: await attempt.settle(this.withKnownSelections(id, given.answers)) };
    if (options.onInvalid === 'refuse') refuseInvalid(handed.answers);
    const call = { id, handed, trigger };
    if (manager) return this.handOver(manager, call);
    return recorded(await attempt.settle(this.writer.write(call, attempt)));
  }

  /**
   * Corrects an answer that was recorded: from now on it counts as it is given here. The entry that it was stays in the log.
   * An answer in quarantine is released by a correction.
   *
   * @param answer the whole answer, with the `event_id` of the one that was recorded
   * @throws InvalidAnswerError when it breaks a rule
   * @throws AnswerNotFoundError when none was recorded with this `event_id`
   * @throws LearnerChangedError when `expectedRevision` is not the learner's any more
   * @throws LearnerErasedError, InvalidArgumentError; in each case nothing is changed
   */
  async correct(learnerId: string, answer: Answer, options: ReviseOptions): Promise<RecordedAnswers> {
    const [judged] = await this.withKnownSelections(checkLearnerId(learnerId), [judgeAnswer(answer)]);
    if (!judged!.answer) throw new InvalidAnswerError(judged!.problems);
    return this.revise(learnerId, judged!.answer.event_id, judged!.answer, options);
  }

  /**
   * Withdraws an answer that was recorded: from now on it does not count. It stays in the log, and a correction brings it back.
   *
   * @throws AnswerNotFoundError, LearnerChangedError, LearnerErasedError, InvalidArgumentError as `correct`
   */
  async void(learnerId: string, eventId: string, options: ReviseOptions): Promise<RecordedAnswers> {
    if (!isEventId(eventId)) throw new AnswerNotFoundError(String(eventId));
    return this.revise(learnerId, eventId, null, options);
  }

  /**
   * Records what a person decides about a learner: an entry of the log, which is folded like an answer and never lost. It is lifted
   * by `void` with its id: then it is as if it had never been made.
   *
   * @throws InvalidArgumentError naming what is wrong
   * @throws LearnerChangedError when `expectedRevision` is not the learner's any more
   * @throws LearnerErasedError; in each case nothing is changed
   */
  async decide(learnerId: string, decision: Decision, options: DecideOptions): Promise<RecordedDecision> {
    const who = checkChange(options);
    const judged = judgeDecision(decision);
    const attempt = new Attempt(options.signal);
    attempt.check();
    const id = randomUUID();
    const about = checkLearnerId(learnerId);
    const change: LearnerCall['change'] = {
      eventIds: [],
      judge: (head) => deciding(head, { learnerId: about, id, decision: judged, ...who }),
    };
    const call = { id: about, handed: nothingHanded(about), trigger: who.trigger, change };
    const outcome = await attempt.settle(this.writer.write(call, attempt));
    if (outcome.refused === 'changed') throw new LearnerChangedError(call.id, outcome.revision);
    if (outcome.refused === 'ahead') throw new InvalidArgumentError('at', 'must not be in the future');
    if (outcome.refused === 'expired') throw new InvalidArgumentError('expiresAt', 'must be in the future');
    const { revision, states } = recorded(outcome);
    return { id, revision: revision!, states };
  }

  /** Judges those as well that name a selection: it has to be one of the learner. */
  private async withKnownSelections(id: string, judged: readonly JudgedAnswer[]): Promise<readonly JudgedAnswer[]> {
    const named = judged.flatMap(({ answer }) => answer?.selection_id?.toLowerCase() ?? []);
    if (named.length === 0) return judged;
    const rows = await this.connections.query<{ id: string }>(KNOWN_SELECTIONS, [id, named]);
    const known = new Set(rows.map((row) => row.id));
    return judged.map((one) => {
      const selection = one.answer?.selection_id?.toLowerCase();
      return selection === undefined || known.has(selection) ? one : ofUnknownSelection(one.answer!);
    });
  }

  private async revise(
    learnerId: string,
    eventId: string,
    answer: Readonly<Answer> | null,
    options: ReviseOptions,
  ): Promise<RecordedAnswers> {
    const who = checkChange(options);
    const attempt = new Attempt(options.signal);
    attempt.check();
    const id = checkLearnerId(learnerId);
    const call = { id, handed: nothingHanded(id), trigger: who.trigger };
    await attempt.settle(this.writer.write(call)); // what waits in the inbox is recorded first
    const change: LearnerCall['change'] = {
      eventIds: [eventId],
      judge: (head, settings) => revising(head, { eventId, answer, ...who }, settings),
    };
    const outcome = await attempt.settle(this.writer.write({ ...call, change }, attempt));
    if (outcome.refused === 'not-found') throw new AnswerNotFoundError(eventId);
    if (outcome.refused === 'changed') throw new LearnerChangedError(call.id, outcome.revision);
    return recorded(outcome);
  }

  private async handOver(manager: EntityManager, { id, handed }: LearnerCall): Promise<RecordedAnswers> {
    const results = handed.answers.map((one) => (one.answer ? accepted(one.answer) : invalid(one)));
    await addToInbox(manager, id, handed).catch(rejectFailure);
    return { revision: null, results, states: [] };
  }
}

/** @throws InvalidAnswerError */
function refuseInvalid(answers: readonly JudgedAnswer[]): void {
  const problems = answers.flatMap(problemsOf);
  if (problems.length > 0) throw new InvalidAnswerError(problems);
}

function checkHanded(learnerId: string, answers: unknown, { sentAt, source, onInvalid }: RecordOptions): Handed {
  if (!Array.isArray(answers) || answers.length < 1 || answers.length > MOST_ANSWERS) {
    throw new InvalidArgumentError('answers', `must be a list of 1 to ${MOST_ANSWERS} answers`);
  }
  if (onInvalid !== undefined && !ON_INVALID.includes(onInvalid)) {
    throw new InvalidArgumentError('onInvalid', `must be one of ${ON_INVALID.join(', ')}`);
  }
  if (source !== undefined && !(isStorableText(source) && source.length >= 1 && source.length <= SOURCE_LENGTH)) {
    throw new InvalidArgumentError(
      'source',
      `must be a text of 1 to ${SOURCE_LENGTH} characters, without NUL and lone surrogates`,
    );
  }
  return {
    learnerId,
    answers: answers.map(judgeAnswer),
    sentAt: sentAt === undefined ? null : checkInstant('sentAt', sentAt).getTime(),
    receivedAt: null,
    source: source ?? null,
  };
}

/** @throws LearnerErasedError */
function recorded({ head, revision, results, folds }: LearnerOutcome): RecordedAnswers {
  if (head.isErased) throw new LearnerErasedError(head.id);
  return { revision, results, states: changedStates(folds) };
}
