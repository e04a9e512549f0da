import { type Reject, type Report } from '../../../json/problem.js';
import { type MistakesV2Group } from './mistakes-v2.contract.js';
import { type MistakesV2Counts } from './mistakes-v2.counts.js';
import { type Answer, type Responses } from './mistakes-v2.responses.js';
import { factorsOf, STRATA, StrataOf } from './mistakes-v2.strata.js';

/** All counts are held at once: 80 MB. */
const MOST_CELLS = 20_000_000;
const TOO_MANY = `must be fewer, or have fewer options: all pairs of them may have ${MOST_CELLS} counts`;
/** Of a group and wrong or right. */
const GROUP_CELLS = 4;

/** The counts of an analysis, as they are worked with. Strata first, then options from 1, which are the places from 0. */
export class Tally {
  learners = 0;
  readonly choices: Uint32Array[];
  readonly groups: Uint32Array[];
  private readonly pairs = new Map<number, Uint32Array>();
  private readonly optionsOf: number[];
  private cells = 0;

  constructor(
    private readonly responses: Responses,
    private readonly reject: Reject,
  ) {
    const { questions } = responses;
    this.optionsOf = questions.map(({ option_count }) => option_count);
    this.choices = this.optionsOf.map((options) => new Uint32Array(STRATA * options));
    this.groups = questions.map(() => new Uint32Array(STRATA * GROUP_CELLS));
  }

  /** Counts of two questions, the first with the smaller number; undefined where no learner answered both. */
  pair(first: number, second: number): Uint32Array | undefined {
    return this.pairs.get(first * this.optionsOf.length + second);
  }

  /** @param groups by learner */
  add(groups: ReadonlyMap<string, MistakesV2Group>): void {
    const factors = this.responses.questions.map(factorsOf);
    const alike = new Map<string, StrataOf>();
    for (const [learner, answers] of this.responses.answers) {
      const key = answers.map(({ question }) => question).join();
      const strata = alike.get(key) ?? new StrataOf(answers.map(({ question }) => factors[question]!));
      alike.set(key, strata);
      this.addLearner(answers, strata, groups.get(learner));
    }
  }

  private addLearner(answers: readonly Answer[], strata: StrataOf, group: MistakesV2Group | undefined): void {
    this.learners += 1;
    const right = answers.filter(({ correct }) => correct).length;
    const overall = strata.of(right, -1, -1);
    answers.forEach(({ question, option, correct }, place) => {
      const others = right - Number(correct);
      this.choices[question]![strata.of(others, place, -1) * this.optionsOf[question]! + option - 1]! += 1;
      if (group) this.groups[question]![(overall * 2 + Number(group === 'focal')) * 2 + Number(correct)]! += 1;
      for (let next = place + 1; next < answers.length; next += 1) {
        const other = answers[next]!;
        const stratum = strata.of(others - Number(other.correct), place, next);
        const options = this.optionsOf[other.question]!;
        const cell = (stratum * this.optionsOf[question]! + option - 1) * options + other.option - 1;
        this.pairOf(question, other.question)[cell]! += 1;
      }
    });
  }

  private pairOf(first: number, second: number): Uint32Array {
    const key = first * this.optionsOf.length + second;
    let cells = this.pairs.get(key);
    if (!cells) {
      const size = STRATA * this.optionsOf[first]! * this.optionsOf[second]!;
      this.cells += size;
      if (this.cells > MOST_CELLS) this.reject(['questions'], TOO_MANY);
      cells = new Uint32Array(size);
      this.pairs.set(key, cells);
    }
    return cells;
  }

  /** Adds what was counted before, if it fits the questions. */
  addCounts(counts: Readonly<MistakesV2Counts>, report: Report): void {
    const { numbers } = this.responses;
    const add = (to: Uint32Array, from: readonly number[], path: (string | number)[]): void => {
      if (from.length !== to.length) {
        report(['counts', ...path], `must be a list of ${to.length} counts: were the options of the question others?`);
      } else from.forEach((count, cell) => (to[cell]! += count));
    };
    this.learners += counts.learners;
    counts.questions.forEach(({ question_id, choices, groups }, index) => {
      const question = numbers.get(question_id);
      if (question === undefined) {
        report(['counts', 'questions', index, 'question_id'], 'must be one of the questions');
        return;
      }
      add(this.choices[question]!, choices, ['questions', index, 'choices']);
      add(this.groups[question]!, groups, ['questions', index, 'groups']);
    });
    counts.pairs.forEach(({ a, b, choices }, index) => {
      const [first, second] = [numbers.get(a), numbers.get(b)];
      if (first === undefined || second === undefined || first >= second) {
        report(['counts', 'pairs', index], 'must be of two of the questions, the one with the smaller id first');
      } else add(this.pairOf(first, second), choices, ['pairs', index, 'choices']);
    });
  }

  /** As a further part takes them. */
  toCounts(now: string): MistakesV2Counts {
    const { questions } = this.responses;
    return {
      now,
      learners: this.learners,
      questions: questions.map(({ question_id }, question) => ({
        question_id,
        choices: [...this.choices[question]!],
        groups: [...this.groups[question]!],
      })),
      pairs: [...this.pairs]
        .sort(([one], [other]) => one - other)
        .map(([key, cells]) => ({
          a: questions[Math.floor(key / questions.length)]!.question_id,
          b: questions[key % questions.length]!.question_id,
          choices: [...cells],
        })),
    };
  }
}
