import { AlgoKey, type ExecutionService, RunTrigger } from 'learning-engine';
import {
  type DifficultyV1Input,
  type DifficultyV1Output,
  type MistakesV1Input,
  type MistakesV1Output,
} from 'learning-engine/algorithms';
import { type Answer, type AnswersService, type LearnerStateService } from 'learning-engine/learners';
import { type Learner, OPTIONS, type Question, type SimulatedClass } from './simulated-class.js';

const QUESTIONS_A_DAY = 6;
const DAY = 24 * 3600 * 1000;

/** What was answered, as a platform keeps it for its own pages. */
interface Attempt {
  learner: Learner;
  question: Question;
  option: number;
  first: boolean;
  answer: Answer;
}

/** What a teacher sees of a learner. */
export interface LearnerProgress {
  learner: Learner;
  /** P(known) and whether it is mastered, by skill. */
  mastery: ReadonlyMap<string, { value: number; mastered: boolean }>;
  toRevise: number;
  next: string;
}

/** The services that the platform of the demo uses. */
export interface LearnerServices {
  answers: AnswersService;
  states: LearnerStateService;
  execution: ExecutionService;
}

/** A class at work, day by day: the engine chooses questions and keeps the answers, the platform shows them. */
export class SchoolYear {
  private readonly attempts: Attempt[] = [];
  private readonly firstDay: number;
  private items: DifficultyV1Output['items'] = [];
  private abilities: DifficultyV1Output['learners'] = [];

  constructor(
    private readonly engine: LearnerServices,
    private readonly classroom: SimulatedClass,
    private readonly days: number,
    private readonly onAnswer: () => void,
  ) {
    this.firstDay = Date.now() - days * DAY;
  }

  /** How many answers `live` records. */
  static answers(learners: number, days: number): number {
    return days * learners * QUESTIONS_A_DAY;
  }

  async live(): Promise<void> {
    for (let day = 0; day < this.days; day += 1) {
      const today: Attempt[] = [];
      for (const learner of this.classroom.learners) today.push(...(await this.study(learner, day)));
      await this.rateQuestions(today);
    }
  }

  async progress(): Promise<LearnerProgress[]> {
    const all: LearnerProgress[] = [];
    const { states } = this.engine;
    for (const learner of this.classroom.learners) {
      const tomorrow = new Date(Date.now() + DAY);
      const { due } = await states.getDue(
        { algoKey: AlgoKey.REVISION, learnerId: learner.id, before: tomorrow },
        { limit: 200 },
      );
      const { items } = await this.next(learner, 1);
      all.push({ learner, mastery: await this.masteryOf(learner), toRevise: due.length, next: items[0]!.item_id });
    }
    return all;
  }

  async masteryOf({ id }: Learner): Promise<LearnerProgress['mastery']> {
    const { states } = await this.engine.states.getState(id, { algoKey: AlgoKey.MASTERY });
    return new Map(
      states.map(({ scope_id, value, state }) => [scope_id, { value: value ?? 0, mastered: state.mastered === true }]),
    );
  }

  /** The last wrong answer of a learner. */
  mistakeOf({ id }: Learner): Answer {
    return this.attempts.findLast(({ learner, answer }) => learner.id === id && !answer.correct)!.answer;
  }

  /** In the test of the first day, which all learners took. */
  async commonMistakes(): Promise<MistakesV1Output> {
    const test = this.attempts.filter(({ answer }) => answer.context === 'diagnostic');
    const { output } = await this.engine.execution.execute(
      AlgoKey.MISTAKES,
      {
        now: new Date().toISOString(),
        attempts: test.map(({ learner, question, option, answer }): MistakesV1Input['attempts'][number] => ({
          ...{ attempt_id: answer.event_id, learner_id: learner.id, question_id: question.id },
          ...{ option, at: answer.at },
        })),
        questions: this.classroom.questions.map(({ id, keyOption }) => ({
          ...{ question_id: id, option_count: OPTIONS, key_option: keyOption },
        })),
      } satisfies MistakesV1Input,
      { trigger: RunTrigger.CRON },
    );
    return output as MistakesV1Output; // v1 is the active version here
  }

  private async study(learner: Learner, day: number): Promise<Attempt[]> {
    const { selection, questions } = await this.questionsOf(learner, day);
    const made = questions.map((question, index): Attempt => {
      const { option, correct } = this.classroom.answer(learner, question);
      const isKnown = this.attempts.some((one) => one.learner === learner && one.question === question);
      const answer = {
        event_id: `${learner.name}-${day + 1}-${index + 1}`,
        at: new Date(this.firstDay + day * DAY + index * 600_000).toISOString(),
        ...{ item_id: question.id, skill_ids: [question.skill], correct, group_ids: ['7a'] },
        ...{ option: String(option), key_option: String(question.keyOption), option_count: OPTIONS, ...selection },
      };
      return { learner, question, option, first: !isKnown, answer };
    });
    await this.engine.answers.record(
      learner.id,
      made.map(({ answer }) => answer),
    );
    this.attempts.push(...made);
    made.forEach(() => this.onAnswer());
    return made;
  }

  /** On the first day all take one test; then each gets what the engine chooses. */
  private async questionsOf(
    learner: Learner,
    day: number,
  ): Promise<{ selection: Partial<Answer>; questions: Question[] }> {
    const { questions } = this.classroom;
    if (day === 0) return { selection: { context: 'diagnostic' }, questions: questions.slice(0, QUESTIONS_A_DAY) };
    const { id, items } = await this.next(learner, QUESTIONS_A_DAY);
    return {
      selection: { selection_id: id },
      questions: items.map(({ item_id }) => questions.find((one) => one.id === item_id)!),
    };
  }

  private next({ id }: Learner, count: number) {
    const candidates = this.classroom.questions.map((question) => ({
      ...{ item_id: question.id, skill_id: question.skill },
      difficulty: this.items.find(({ item_id }) => item_id === question.id)?.difficulty ?? 0,
    }));
    return this.engine.states.next(id, { count, candidates });
  }

  /** In the night, what the day's answers say of the questions. */
  private async rateQuestions(today: readonly Attempt[]): Promise<void> {
    const { output } = await this.engine.execution.execute(
      AlgoKey.DIFFICULTY,
      {
        items: this.items,
        learners: this.abilities,
        events: today.map(({ learner, question, first, answer: { event_id, at, correct } }) => ({
          ...{ event_id, learner_id: learner.id, item_id: question.id, correct: correct === true, at },
          ...{ option_count: OPTIONS, first_attempt: first },
        })),
      } satisfies DifficultyV1Input,
      { trigger: RunTrigger.NIGHTLY },
    );
    const { items, learners } = output as DifficultyV1Output; // v1 is the active version here
    this.items = items;
    this.abilities = learners;
  }
}
