import { type Answer } from 'learning-engine/learners';
import { seededRandom } from './random.js';

/** What a platform would not know of a question. */
interface HiddenQuestion {
  id: string;
  /** Logits. */
  difficulty: number;
  /** The option that is right. */
  right: number;
}

const DAY_MS = 86_400_000;
const OPTIONS = 4;
const TEST_QUESTIONS = 8;
const PRACTICE_QUESTIONS = 40;
const SKILLS = 5;
const PRACTICE_DAYS = 24;

export const TEST_BANK = 'first-test';
export const PRACTICE_BANK = 'practice';
/** The question whose recorded key is wrong. */
export const WRONG_KEY = { question: 'test-4', option: 2, recorded: 3 };

/** What is hard to calibrate, fit and analyse by hand: many learners who took one test, and then practised one question a day. */
export class SimulatedSchool {
  private readonly random: () => number;
  private readonly test: HiddenQuestion[];
  private readonly practice: HiddenQuestion[];

  constructor(
    seed: number,
    private readonly lastDay: number,
  ) {
    this.random = seededRandom(seed);
    this.test = this.questions('test', TEST_QUESTIONS);
    this.practice = this.questions('practice', PRACTICE_QUESTIONS);
  }

  /** Answers of one more learner, in their order. */
  answersOf(learner: number): Answer[] {
    const ability = this.normal();
    const met = Array<number>(SKILLS).fill(0);
    const day = (n: number) => new Date(this.lastDay - (PRACTICE_DAYS - n) * DAY_MS + learner * 1000).toISOString();
    const tested = this.test.map((question, n): Answer => {
      const at = new Date(Date.parse(day(0)) + n * 60_000).toISOString();
      return {
        ...this.answered(question, ability),
        event_id: `test-${n + 1}`,
        at,
        bank_id: TEST_BANK,
        skill_ids: ['skill-0'],
      };
    });
    const practised = Array.from({ length: PRACTICE_DAYS }, (_, n): Answer => {
      const item = Math.floor(this.random() * PRACTICE_QUESTIONS);
      const skill = item % SKILLS;
      const answer = this.answered(this.practice[item]!, ability + 0.1 * met[skill]!);
      met[skill]! += 1;
      return {
        ...answer,
        event_id: `day-${n + 1}`,
        at: day(n + 1),
        bank_id: PRACTICE_BANK,
        skill_ids: [`skill-${skill}`],
      };
    });
    return [...tested, ...practised];
  }

  /** How hard the questions are in truth, by their ids. */
  difficulties(): Map<string, number> {
    return new Map([...this.test, ...this.practice].map(({ id, difficulty }) => [id, difficulty]));
  }

  private questions(name: string, count: number): HiddenQuestion[] {
    return Array.from({ length: count }, (_, n) => ({
      ...{ id: `${name}-${n + 1}`, difficulty: this.normal(), right: 1 + ((n + 2) % OPTIONS) },
    })).map((question) => (question.id === WRONG_KEY.question ? { ...question, right: WRONG_KEY.option } : question));
  }

  private answered({ id, difficulty, right }: HiddenQuestion, ability: number) {
    const knows = this.random() < 1 / (1 + Math.exp(-1.4 * (ability - difficulty)));
    const option = knows ? right : 1 + Math.floor(this.random() * OPTIONS);
    const key = id === WRONG_KEY.question ? WRONG_KEY.recorded : right;
    return {
      item_id: id,
      option: String(option),
      key_option: String(key),
      option_count: OPTIONS,
      correct: option === key,
    };
  }

  private normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
  }
}
