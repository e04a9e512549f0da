import { falseDiscoveryRates } from '../../../kit/statistics.js';
import { isWithin, rankValue } from '../../../kit/order.js';
import { type Reject } from '../../../json/problem.js';
import { type MistakesV2Question } from './mistakes-v2.contract.js';
import { commonOddsRatio, conditionalTail, type OddsSums, oddsSums, type Stratum } from './mistakes-v2.exact.js';
import { type MistakesV2Pair, type MistakesV2Pairs } from './mistakes-v2.pair-output.js';
import { type MistakesV2Params } from './mistakes-v2.params.js';
import { learnersNeeded } from './mistakes-v2.power.js';
import { STRATA } from './mistakes-v2.strata.js';
import { type Tally } from './mistakes-v2.tally.js';

/** All are held until it is known which of them stand out. */
const MOST_CANDIDATES = 100_000;
/** As many tables of one learner each as speak for no dependence, however few answers there are. */
const CAUTION = 20;

interface Mistake {
  question: number;
  option: number;
}

interface Candidate {
  first: Mistake;
  second: Mistake;
  strata: Stratum[];
  both: number;
  expected: number;
}

/** Pairs of mistakes on different questions that go together more than ability explains. */
export function findPairs(
  params: Readonly<MistakesV2Params>,
  questions: readonly MistakesV2Question[],
  tally: Tally,
  reject: Reject,
): MistakesV2Pairs {
  const mistakes = frequentMistakes(params, questions, tally);
  const candidates: Candidate[] = [];
  const sums: OddsSums = { for: CAUTION, against: CAUTION };
  const answeredBoth: number[] = [];
  let family = 0;
  for (let first = 0; first < questions.length; first += 1) {
    for (let second = first + 1; second < questions.length; second += 1) {
      const size = mistakes[first]!.length * mistakes[second]!.length;
      family += size;
      const cells = tally.pair(first, second);
      if (!cells) continue;
      const table = new PairTable(cells, questions[first]!.option_count, questions[second]!.option_count);
      answeredBoth.push(table.learners);
      for (const one of mistakes[first]!) {
        for (const other of mistakes[second]!) {
          const strata = table.strata(one, other);
          const own = oddsSums(strata);
          sums.for += own.for;
          sums.against += own.against;
          const both = total(strata, ({ both }) => both);
          const expected = total(strata, ({ n, a, b }) => (n === 0 ? 0 : (a * b) / n));
          if (both < params.min_frequency || both < params.min_lift * expected) continue;
          if (candidates.length === MOST_CANDIDATES) reject(['attempts'], tooMany(params.min_frequency));
          candidates.push({
            ...{ strata, both, expected },
            first: { question: first, option: one },
            second: { question: second, option: other },
          });
        }
      }
    }
  }
  const shared = Math.max(1, sums.for / sums.against);
  const pValues = candidates.map(({ strata }) => conditionalTail(strata, shared));
  const qValues = falseDiscoveryRates(pValues, family);
  const rows = candidates
    .flatMap((candidate, index) =>
      isWithin(qValues[index]!, params.fdr)
        ? [{ candidate, row: rowOf(params, questions, candidate, pValues[index]!, qValues[index]!) }]
        : [],
    )
    .sort(
      (one, other) =>
        rankValue(other.row.lift) - rankValue(one.row.lift) ||
        other.row.both - one.row.both ||
        one.candidate.first.question - other.candidate.first.question ||
        one.candidate.first.option - other.candidate.first.option ||
        one.candidate.second.question - other.candidate.second.question ||
        one.candidate.second.option - other.candidate.second.option,
    )
    .slice(0, params.max_patterns)
    .map(({ row }) => row);
  const learners = median(answeredBoth);
  const learners_needed = learnersNeeded(Math.max(1, family), params.fdr);
  const status = rows.length > 0 ? 'found' : learners < learners_needed ? 'insufficient' : 'none';
  return { status, learners, learners_needed, tested: family, shared_odds_ratio: shared, rows };
}

const tooMany = (minimum: number): string =>
  `must have at most ${MOST_CANDIDATES} pairs of mistakes that ${minimum} learners made: send fewer questions, or raise min_frequency`;

const total = <T>(list: readonly T[], value: (one: T) => number): number =>
  list.reduce((sum, one) => sum + value(one), 0);

function rowOf(
  { interval_z }: MistakesV2Params,
  questions: readonly MistakesV2Question[],
  { first, second, strata, both, expected }: Candidate,
  p_value: number,
  q_value: number,
): MistakesV2Pair {
  const nameOf = ({ question, option }: Mistake) => ({ question_id: questions[question]!.question_id, option });
  const odds = commonOddsRatio(strata, interval_z);
  return {
    ...{ a: nameOf(first), b: nameOf(second), both },
    learners: total(strata, ({ n }) => n),
    made_a: total(strata, ({ a }) => a),
    made_b: total(strata, ({ b }) => b),
    ...{ expected, lift: both / expected },
    ...{ odds_ratio: odds?.ratio ?? null, odds_ratio_low: odds?.low ?? null, odds_ratio_high: odds?.high ?? null },
    ...{ p_value, q_value },
  };
}

/** Of each question, the wrong options that enough learners chose. */
function frequentMistakes(
  { min_frequency }: MistakesV2Params,
  questions: readonly MistakesV2Question[],
  tally: Tally,
): number[][] {
  return questions.map(({ option_count, key_option }, question) => {
    const counts = new Array<number>(option_count).fill(0);
    tally.choices[question]!.forEach((count, cell) => (counts[cell % option_count]! += count));
    return counts.flatMap((count, place) => (count >= min_frequency && place + 1 !== key_option ? [place + 1] : []));
  });
}

/** Of two questions: in each stratum, who answered both, and who chose each option. */
class PairTable {
  readonly learners: number;
  private readonly all = new Uint32Array(STRATA);
  private readonly ofFirst: Uint32Array;
  private readonly ofSecond: Uint32Array;

  constructor(
    private readonly cells: Uint32Array,
    private readonly firstOptions: number,
    private readonly secondOptions: number,
  ) {
    this.ofFirst = new Uint32Array(STRATA * firstOptions);
    this.ofSecond = new Uint32Array(STRATA * secondOptions);
    cells.forEach((count, cell) => {
      const row = Math.floor(cell / secondOptions);
      const stratum = Math.floor(row / firstOptions);
      this.all[stratum]! += count;
      this.ofFirst[row]! += count;
      this.ofSecond[stratum * secondOptions + (cell % secondOptions)]! += count;
    });
    this.learners = this.all.reduce((sum, count) => sum + count, 0);
  }

  /** Of a mistake on each of the two. */
  strata(first: number, second: number): Stratum[] {
    return Array.from(this.all, (n, stratum) => {
      const row = stratum * this.firstOptions + first - 1;
      return {
        n,
        a: this.ofFirst[row]!,
        b: this.ofSecond[stratum * this.secondOptions + second - 1]!,
        both: this.cells[row * this.secondOptions + second - 1]!,
      };
    });
  }
}

function median(values: number[]): number {
  const ascending = values.sort((one, other) => one - other);
  return ascending[Math.floor(ascending.length / 2)] ?? 0;
}
