import { type ImportedRow } from '../../answer-files/imported-row.js';
import { isStorableText } from '../../json/json-text.js';
import { type Answer, judgeAnswer } from '../answer.js';
import { type RejectedLine } from './answer-import.js';
import { learnerOf } from './external-id.js';

/** Of a part: it is handed over, and recorded, in one transaction. */
const ROWS = 1000;
const BYTES = 512 * 1024;

const LONGEST_ID = 200;
const LONGEST_REASON = 500;
const SHARED = 'voids a statement that several learners have: withdraw it for one of them';
const ERASED: Omit<RejectedLine, 'line'> = { outcome: 'erased', reason: 'the learner was erased' };

/** What another system has withdrawn: the answer that was recorded with this event id. */
export interface VoidedAnswer {
  voids: string;
}

/** The answers of a learner in a part, each with its line. */
export interface LearnerAnswers {
  learner_id: string;
  external_id: string | null;
  answers: [line: number, answer: Readonly<Answer> | VoidedAnswer][];
}

/** A line that withdraws an answer, and what is said of it where there is none. */
interface Voiding {
  line: number;
  voids: string;
  reason: string;
}

/** Rows that are handed over together. */
export class Part {
  throughLine = 0;
  rows = 0;
  private bytes = 0;
  private readonly learners = new Map<string, LearnerAnswers>();
  private readonly rejects: RejectedLine[] = [];
  private readonly voiding: Voiding[] = [];

  constructor(private readonly source: string) {}

  get isFull(): boolean {
    return this.rows >= ROWS || this.bytes >= BYTES;
  }

  add(row: ImportedRow): void {
    this.throughLine = row.line;
    if ('isBlank' in row) return;
    this.rows += 1;
    if ('voids' in row) {
      this.voiding.push(row);
      return;
    }
    const reason = 'reason' in row ? row.reason : this.take(row.line, row.learner, row.answer);
    if (reason !== undefined) this.reject({ line: row.line, outcome: 'invalid', reason });
  }

  /** What is written of it, when some of its learners were erased. */
  without(erased: ReadonlySet<string>): { learners: LearnerAnswers[]; answers: number; rejects: RejectedLine[] } {
    const all = [...this.learners.values()];
    const learners = all.filter(({ learner_id }) => !erased.has(learner_id));
    const gone = all.filter(({ learner_id }) => erased.has(learner_id));
    return {
      learners,
      answers: learners.reduce((sum, { answers }) => sum + answers.length, 0),
      rejects: [...this.rejects, ...gone.flatMap(({ answers }) => answers.map(([line]) => ({ line, ...ERASED })))],
    };
  }

  /** Event ids of what is withdrawn. */
  get voided(): string[] {
    return this.voiding.map(({ voids }) => voids);
  }

  /**
   * Hands what is withdrawn to the learners who gave it.
   *
   * @param learnersOf those in whose logs an event is, by its id
   */
  resolve(learnersOf: ReadonlyMap<string, readonly string[]>): void {
    for (const { line, voids, reason } of this.voiding.splice(0)) {
      const [learnerId, ...others] = learnersOf.get(voids) ?? [];
      if (learnerId === undefined) this.reject({ line, outcome: 'invalid', reason });
      else if (others.length > 0) this.reject({ line, outcome: 'invalid', reason: SHARED });
      else this.answersOf(learnerId, null).push([line, { voids }]);
    }
  }

  get learnerIds(): string[] {
    return [...this.learners.keys()];
  }

  /** @returns why it is no answer, if so */
  private take(line: number, learner: string, given: object): string | undefined {
    if (learner.length > LONGEST_ID || !isStorableText(learner)) {
      return `learner must be a text of at most ${LONGEST_ID} characters, without NUL and lone surrogates`;
    }
    const judged = judgeAnswer(given);
    if (!judged.answer) return judged.problems.map(({ message }) => message).join('; ');
    const { answer } = judged;
    if (answer.selection_id !== undefined)
      return 'answer.selection_id must be left out: selections are of one database';
    const { id, externalId } = learnerOf(this.source, learner);
    this.answersOf(id, externalId).push([line, answer]);
    this.bytes += JSON.stringify(answer).length;
    return undefined;
  }

  private answersOf(id: string, externalId: string | null): LearnerAnswers['answers'] {
    const known = this.learners.get(id) ?? { learner_id: id, external_id: externalId, answers: [] };
    this.learners.set(id, known);
    return known.answers;
  }

  private reject({ reason, ...line }: RejectedLine): void {
    this.rejects.push({ ...line, reason: reason.slice(0, LONGEST_REASON) });
  }
}
