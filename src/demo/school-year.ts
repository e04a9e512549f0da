import { AlgoKey, type ExecutionService, RunTrigger } from 'learning-engine';
import {
  type DifficultyV1Input,
  type DifficultyV1Output,
  type MasteryV1Output,
  type MistakesV1Input,
  type MistakesV1Output,
  type RevisionV1Output,
} from 'learning-engine/algorithms';
import { type Learner, OPTIONS, type Question, type SimulatedClass } from './simulated-class.js';

const QUESTIONS_A_DAY = 6;
const DAY = 24 * 3600 * 1000;
const FIRST_DAY = Date.UTC(2026, 0, 5, 9);

/** What a platform keeps of one learner between runs: outputs of the algorithms, and what was answered since. */
export interface LearnerProgress {
  learner: Learner;
  mastery: MasteryV1Output['states'];
  cards: RevisionV1Output['cards'];
  due: RevisionV1Output['due_queue'];
  seen: Map<string, { answers: number; lastSeenAt: string }>;
  today: Attempt[];
}

interface Attempt {
  id: string;
  learnerId: string;
  question: Question;
  option: number;
  correct: boolean;
  at: string;
  first: boolean;
}

/** A class at work: what a platform does with the engine, day by day. Each step is a recorded run. */
export class SchoolYear {
  readonly progress: LearnerProgress[];
  private readonly attempts: Attempt[] = [];
  private items: DifficultyV1Output['items'] = [];
  private abilities: DifficultyV1Output['learners'] = [];

  constructor(
    private readonly execution: ExecutionService,
    private readonly classroom: SimulatedClass,
    private readonly days: number,
    private readonly onRun: () => void,
  ) {
    this.progress = classroom.learners.map((learner) => ({
      learner,
      mastery: [],
      cards: [],
      due: [],
      seen: new Map(),
      today: [],
    }));
  }

  /** How many runs `live` and the two questions after it make. */
  static runs(learners: number, days: number): number {
    return days * (3 * learners + 1) + learners + 1;
  }

  async live(): Promise<void> {
    for (let day = 0; day < this.days; day += 1) {
      for (const progress of this.progress) await this.study(progress, day);
      await this.night(day);
    }
  }

  /** What a learner would see next. */
  async nextQuestions(progress: LearnerProgress): Promise<string[]> {
    return this.select(progress, this.days, 3, RunTrigger.API);
  }

  async commonMistakes(): Promise<MistakesV1Output> {
    const { output } = await this.execution.execute(
      AlgoKey.MISTAKES,
      {
        now: timeOf(this.days),
        attempts: this.attempts.map(({ id, learnerId, question, option, at }): MistakesV1Input['attempts'][number] => ({
          attempt_id: id,
          learner_id: learnerId,
          question_id: question.id,
          option,
          at,
        })),
        questions: this.classroom.questions.map(({ id, keyOption }) => ({
          question_id: id,
          option_count: OPTIONS,
          key_option: keyOption,
        })),
      } satisfies MistakesV1Input,
      { trigger: RunTrigger.CRON },
    );
    this.onRun();
    return output as MistakesV1Output; // v1 is the active version here
  }

  private async study(progress: LearnerProgress, day: number): Promise<void> {
    const chosen = await this.select(progress, day, QUESTIONS_A_DAY, RunTrigger.SUBMIT);
    progress.today = chosen.map((id, index) => {
      const question = this.classroom.questions.find((candidate) => candidate.id === id)!;
      const at = timeOf(day, index + 1);
      const before = progress.seen.get(id);
      progress.seen.set(id, { answers: (before?.answers ?? 0) + 1, lastSeenAt: at });
      return {
        id: `${progress.learner.name}-${day}-${index}`,
        learnerId: progress.learner.id,
        question,
        ...this.classroom.answer(progress.learner, question),
        at,
        first: !before,
      };
    });
    this.attempts.push(...progress.today);
  }

  private async select(progress: LearnerProgress, day: number, count: number, trigger: RunTrigger): Promise<string[]> {
    const { learner, mastery, due, seen } = progress;
    const { output } = await this.execution.execute(
      AlgoKey.ADAPTIVE,
      {
        now: timeOf(day),
        seed: `${learner.name} day ${day}`,
        count,
        learner: {
          theta: this.abilities.find(({ learner_id }) => learner_id === learner.id)?.theta ?? 0,
          rolling_success: null,
        },
        candidates: this.classroom.questions.map(({ id, skill }) => ({
          item_id: id,
          concept_id: skill,
          difficulty: this.items.find(({ item_id }) => item_id === id)?.difficulty ?? 0,
          guess: 1 / OPTIONS,
          answers: seen.get(id)?.answers ?? 0,
          last_seen_at: seen.get(id)?.lastSeenAt ?? null,
          p_known: mastery.find(({ skill_id }) => skill_id === skill)?.p_known ?? 0,
          due: due.some(({ card_id }) => card_id === id),
        })),
      },
      { userId: learner.id, trigger },
    );
    this.onRun();
    return output.items.map(({ item_id }) => item_id);
  }

  /** The nightly batch: what the day's answers say of each learner, and of the questions. */
  private async night(day: number): Promise<void> {
    await this.nightly<MasteryV1Output>(
      AlgoKey.MASTERY,
      ({ mastery, today }) => ({
        states: mastery,
        events: today.map(({ id, question, correct, at }) => ({
          event_id: id,
          skill_id: question.skill,
          correct,
          at,
          option_count: OPTIONS,
        })),
      }),
      (progress, output) => (progress.mastery = output.states),
    );
    await this.nightly<RevisionV1Output>(
      AlgoKey.REVISION,
      ({ cards, today }) => ({
        now: timeOf(day + 1),
        cards,
        reviews: today.map(({ id, question, correct, at }) => ({ review_id: id, card_id: question.id, correct, at })),
      }),
      (progress, output) => {
        progress.cards = output.cards;
        progress.due = output.due_queue;
      },
    );
    const { output } = await this.execution.execute(
      AlgoKey.DIFFICULTY,
      {
        items: this.items,
        learners: this.abilities,
        events: this.progress
          .flatMap(({ today }) => today)
          .map(({ id, learnerId, question, correct, at, first }) => ({
            event_id: id,
            learner_id: learnerId,
            item_id: question.id,
            correct,
            at,
            option_count: OPTIONS,
            first_attempt: first,
          })),
      } satisfies DifficultyV1Input,
      { trigger: RunTrigger.NIGHTLY },
    );
    this.onRun();
    const { items, learners } = output as DifficultyV1Output; // v1 is the active version here
    this.items = items;
    this.abilities = learners;
  }

  private async nightly<Output>(
    algoKey: AlgoKey,
    inputOf: (progress: LearnerProgress) => object,
    keep: (progress: LearnerProgress, output: Output) => void,
  ): Promise<void> {
    const items = this.progress.map((progress) => ({ userId: progress.learner.id, input: inputOf(progress) }));
    const results = await this.execution.executeMany<Output>(algoKey, items, { onProgress: this.onRun });
    results.forEach((result, index) => {
      if (result.status === 'FAILED') throw result.error;
      if (result.status === 'SUCCESS') keep(this.progress[index]!, result.execution.output);
    });
  }
}

/** Days begin at nine; questions come ten minutes apart. */
const timeOf = (day: number, question = 0): string =>
  new Date(FIRST_DAY + day * DAY + question * 600_000).toISOString();
