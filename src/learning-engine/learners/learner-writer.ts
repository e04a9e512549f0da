import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { type Attempt } from '../database/retry/attempt.js';
import { type RunTrigger } from '../domain/run-trigger.js';
import { explainRestored } from '../errors/feed.errors.js';
import { tellOfEnd } from '../runs/ended-run.js';
import { GroupCommit } from '../runs/group-commit.js';
import { missingReference } from '../runs/missing-reference.js';
import { type Undecided } from './deciding.js';
import { planFolds, type ProjectionFold } from './fold-plan.js';
import { EMPTY_INBOX, handedInInbox, type Received } from './inbox.js';
import { type LearnerChange, type WrittenChange, writeChanges } from './learner-changes.js';
import { askWithin, LearnerConnections } from './learner-connections.js';
import { type Ask, type Head, readHeads } from './learner-heads.js';
import { readLog } from './learner-log.js';
import { type LearnerSettings } from './learner-settings.js';
import { LEARNER_SETTINGS } from './learners.tokens.js';
import { LiveProjectionsCache, type Projection } from './live-projections.js';
import { type FoldedEntry, type LogEntry } from './log-entry.js';
import { type AnswerResult, type Handed, recording } from './recording.js';
import { type Unrevised } from './revising.js';
import { tellOfAnswers, tellOfPredictions } from './taken-answers.js';
import { wantedOf } from './wanted-head.js';

/** $1 learner, with all who were merged into them. In the order in which all writers of several learners lock them. */
const LOCK_PERSON = 'SELECT FROM learners WHERE id = $1 OR merged_into = $1 ORDER BY id FOR NO KEY UPDATE';

/** What a person changes about a learner. */
export interface PersonalChange {
  /** Events that it has to know of. */
  eventIds: readonly string[];
  /** The entries that make the change, or why it is refused. */
  judge(
    head: Head,
    settings: LearnerSettings,
  ): { entries: LogEntry[]; results: AnswerResult[] } | Unrevised | Undecided;
}

/** Answers of a learner to be recorded; none, to bring their states up to date. */
export interface LearnerCall {
  /** Of the learner. */
  id: string;
  handed: Handed;
  trigger: RunTrigger;
  /** What a person changes, in place of answers that are handed over. */
  change?: PersonalChange;
}

/** What a call has found and changed. */
export interface LearnerOutcome {
  /** Of the learner. */
  id: string;
  head: Head;
  /** Null for a learner of whom nothing is known. */
  revision: number | null;
  results: readonly AnswerResult[];
  folds: readonly ProjectionFold[];
  /** Why nothing was changed. */
  refused?: Unrevised | Undecided;
}

/** What became of a call in a group. */
type GroupedOutcome = Pick<LearnerCall, 'id'> & { outcome: LearnerOutcome; change?: WrittenChange };

/**
 * Writes answers and what follows from them. Calls of many learners go together in groups: two statements for all of them. What a
 * group cannot do goes alone, one after the other: learners whose states need the whole log, and those whom another process has in
 * hand.
 */
@Injectable()
export class LearnerWriter {
  private readonly groups = new GroupCommit<LearnerCall, GroupedOutcome>(
    (calls) => this.writeGroup(calls),
    ({ handed }) => Math.max(1, handed.answers.length),
  );
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly scope: EngineScope,
    private readonly connections: LearnerConnections,
    private readonly projections: LiveProjectionsCache,
    @Inject(LEARNER_SETTINGS) private readonly settings: LearnerSettings,
  ) {}

  /**
   * @throws InvalidRunReferenceError when the host's schema says that a run is of a known user, and the learner is none
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async write(call: LearnerCall, attempt?: Attempt): Promise<LearnerOutcome> {
    try {
      const grouped = await this.groups.write(call, attempt);
      // By each call of a group for itself: listeners may ask for whom it is.
      this.tell(grouped?.change);
      const outcome = grouped?.outcome ?? (await this.writeNext(call, attempt));
      tellOfAnswers(this.scope.name, outcome.results);
      return outcome;
    } catch (error) {
      throw missingReference(error) ?? explainRestored(error);
    }
  }

  /** Works in a transaction that has a learner in hand: one after the other, so that they do not take all connections. */
  async inTurn<T>(id: string, work: (ask: Ask, manager: EntityManager) => Promise<T>, attempt?: Attempt): Promise<T> {
    const alone = this.turn.then(() =>
      this.connections.transaction(async (manager) => {
        await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `${this.scope.lockPrefix}learner:${id}`,
        ]);
        await manager.query(LOCK_PERSON, [id]);
        return work(askWithin(manager), manager);
      }, attempt),
    );
    this.turn = alone.catch(() => undefined);
    return alone;
  }

  private async writeNext(call: LearnerCall, attempt?: Attempt): Promise<LearnerOutcome> {
    for (let id = call.id; ;) {
      attempt?.undone();
      const person = id;
      const found = await this.inTurn(person, (ask, manager) => this.writeAlone(ask, manager, person, call), attempt);
      if ('outcome' in found) {
        this.tell(found.change);
        return found.outcome;
      }
      id = found.elsewhere;
    }
  }

  private async writeGroup(calls: readonly LearnerCall[]): Promise<GroupedOutcome[]> {
    const all = await this.projections.current();
    const wanted = calls.map((call) => wantedOf(call, [call.handed], all));
    const heads = await readHeads((statement, values) => this.connections.query(statement, values), wanted);
    const outcomes = new Map<string, GroupedOutcome>();
    const changes: LearnerChange[] = [];
    for (const call of calls) {
      const head = heads.get(call.id)!;
      if (head.hasInbox || head.mergedInto !== null || head.accounts.size > 1) continue;
      const judged = this.judge(call, head, [{ handed: call.handed, row: null }], all);
      if (!judged) continue;
      outcomes.set(call.id, { id: call.id, outcome: judged.outcome });
      if (judged.change) changes.push(judged.change);
    }
    if (changes.length > 0) {
      const written = await writeChanges(
        (statement, values) => this.connections.write(statement, values),
        changes,
        all,
      );
      for (const { head } of changes) {
        const change = written.get(head.id);
        if (change) outcomes.get(head.id)!.change = change;
        else outcomes.delete(head.id);
      }
    }
    return [...outcomes.values()];
  }

  /**
   * In a transaction that has the person in hand until its end.
   *
   * @param id of the person
   * @returns who else the person is, where the learner was merged, or is not any more
   */
  private async writeAlone(
    ask: Ask,
    manager: EntityManager,
    id: string,
    call: LearnerCall,
  ): Promise<{ outcome: LearnerOutcome; change?: WrittenChange } | { elsewhere: string }> {
    for (;;) {
      const all = await this.projections.current();
      const received = [...(await handedInInbox(manager, id)), { handed: call.handed, row: null }];
      const wanted = wantedOf(
        call,
        received.map((one) => one.handed),
        all,
      );
      const head = (await readHeads(ask, [{ ...wanted, id }])).get(id)!;
      if (head.mergedInto !== null) return { elsewhere: head.mergedInto };
      if (!head.accounts.has(call.id)) return { elsewhere: call.id };
      if (head.isErased) await manager.query(EMPTY_INBOX, [id]);
      const judged =
        this.judge(call, head, received, all) ?? this.judge(call, head, received, all, await readLog(ask, head))!;
      if (!judged.change) return { outcome: judged.outcome };
      const change = (await writeChanges(ask, [judged.change], all)).get(id);
      if (change) return { outcome: judged.outcome, change };
      // A learner who was not known before, and is now.
      await manager.query(LOCK_PERSON, [id]);
    }
  }

  /** Undefined where the log is needed. Without a change there is nothing to write. */
  private judge(
    { id, trigger, change }: LearnerCall,
    head: Head,
    received: readonly Received[],
    projections: readonly Projection[],
    log?: readonly FoldedEntry[],
  ): { outcome: LearnerOutcome; change?: LearnerChange } | undefined {
    const { revision } = head;
    const nothing = { id, head, revision, results: [], folds: [] };
    if (head.isErased) return { outcome: nothing };
    const handed = received.map((one) => one.handed);
    // Before an event is changed, what waits in the inbox is recorded: by another call.
    const found = change ? change.judge(head, this.settings) : answersIn(recording(head, handed, this.settings));
    if (typeof found === 'string') return { outcome: { ...nothing, refused: found } };
    const { entries, results } = found;
    const folds = planFolds(head, projections, entries, log);
    if (!folds) return undefined;
    const inbox = change ? [] : received.flatMap(({ row }) => row ?? []);
    const outcome = { id, head, revision, results, folds };
    if (entries.length === 0 && folds.length === 0 && inbox.length === 0) return { outcome };
    return {
      outcome: { ...outcome, revision: (revision ?? 0) + 1 },
      change: { head, entries, folds, trigger, inbox },
    };
  }

  private tell(change?: WrittenChange): void {
    if (!change) return;
    for (const run of change.runs) tellOfEnd(this.scope.name, run);
    tellOfPredictions(this.scope.name, change);
  }
}

/** What is said of the answers of the call itself, after those of the inbox. */
const answersIn = ({ entries, results }: ReturnType<typeof recording>) => ({ entries, results: results.at(-1)! });
