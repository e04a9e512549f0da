import { NotFittedError } from '../../authoring/fit.js';

/** Parameters of Bayesian Knowledge Tracing without forgetting, as in `mastery` v1. All are probabilities. */
export interface KnowledgeModel {
  readonly p_init: number;
  readonly p_transit: number;
  readonly p_slip: number;
  readonly p_guess: number;
}

export interface KnowledgeFit {
  /** Where the fit begins, within the bounds that it keeps: it finds the best model near it. */
  start: KnowledgeModel;
  /**
   * Towards which model each parameter is drawn, and as how many observations of it that counts: what is fitted to few learners
   * must not say more than what many have in common. Default none.
   */
  towards?: { model: KnowledgeModel; counts: number };
  /** The most steps that are taken, whether it has settled then or not. Default as many as it needs to settle. */
  steps?: number;
}

export interface FittedKnowledge {
  model: KnowledgeModel;
  /** Of the answers, given the model; in natural logarithms. */
  logLikelihood: number;
}

/** Guessing or slipping more often than not would swap what is known with what is not. */
const MOST_LUCK = 0.499;
/** At certainty no answer could move a parameter again. */
const LEAST = 1e-6;
const ENOUGH = 1e-9;
const MOST_STEPS = 500;

const NAMES = ['p_init', 'p_transit', 'p_slip', 'p_guess'] as const satisfies (keyof KnowledgeModel)[];

/** A model of what is said of each parameter, within the bounds. */
function modelOf(said: (name: keyof KnowledgeModel) => number): KnowledgeModel {
  const within = (name: keyof KnowledgeModel, most: number) => Math.min(Math.max(said(name), LEAST), most);
  return {
    p_init: within('p_init', 1 - LEAST),
    p_transit: within('p_transit', 1 - LEAST),
    p_slip: within('p_slip', MOST_LUCK),
    p_guess: within('p_guess', MOST_LUCK),
  };
}

/**
 * Fits Bayesian Knowledge Tracing to the answers of learners to one skill, by expectation and maximisation: Baum & Petrie 1966; for
 * this model Corbett & Anderson 1995. The learning step belongs to every answer but the last one, which nothing is seen of after.
 *
 * @param learners of each, in the order of their answers, whether they were right
 * @returns the start, where there are no answers
 * @throws NotFittedError where it does not settle: answers that fit any model alike, such as those of chance, can take it on and on
 */
export function fittedKnowledge(
  learners: readonly (readonly boolean[])[],
  { start, towards, steps }: KnowledgeFit,
): FittedKnowledge {
  let model = modelOf((name) => start[name]);
  let expected = expectedOf(learners, model);
  let move = Infinity;
  for (let step = 0; step < (steps ?? MOST_STEPS) && move >= ENOUGH; step += 1) {
    const next = mostLikely(expected, model, towards);
    move = Math.max(...NAMES.map((name) => Math.abs(next[name] - model[name])));
    model = next;
    expected = expectedOf(learners, model);
  }
  if (steps === undefined && !(move < ENOUGH)) {
    throw new NotFittedError(`The parameters did not settle in ${MOST_STEPS} steps.`);
  }
  return { model, logLikelihood: expected.logLikelihood };
}

/** How often something happened, of how many times it could have; both are expectations. */
type Expected = Record<keyof KnowledgeModel, { of: number; times: number }> & { logLikelihood: number };

function mostLikely(expected: Expected, before: KnowledgeModel, towards: KnowledgeFit['towards']): KnowledgeModel {
  const counts = towards?.counts ?? 0;
  return modelOf((name) => {
    const { of, times } = expected[name];
    const all = times + counts;
    return all > 0 ? (of + counts * (towards?.model[name] ?? 0)) / all : before[name];
  });
}

function expectedOf(learners: readonly (readonly boolean[])[], model: KnowledgeModel): Expected {
  const none = () => ({ of: 0, times: 0 });
  const expected = { p_init: none(), p_transit: none(), p_slip: none(), p_guess: none(), logLikelihood: 0 };
  for (const answers of learners) if (answers.length > 0) addExpected(expected, answers, model);
  return expected;
}

/** Forward, then backward over the answers of one learner. */
function addExpected(expected: Expected, answers: readonly boolean[], model: KnowledgeModel): void {
  const { p_init, p_transit, p_slip, p_guess } = model;
  const last = answers.length - 1;
  // Before each answer: probability that the skill is known, given the answers before it; and given this one, too.
  const known = new Float64Array(answers.length);
  const given = new Float64Array(answers.length);
  let p = p_init;
  answers.forEach((isRight, at) => {
    known[at] = p;
    const ifKnown = isRight ? 1 - p_slip : p_slip;
    const ifNot = isRight ? p_guess : 1 - p_guess;
    const likelihood = p * ifKnown + (1 - p) * ifNot;
    expected.logLikelihood += Math.log(likelihood);
    given[at] = (p * ifKnown) / likelihood;
    p = given[at] + (1 - given[at]) * p_transit;
  });
  // What is known is not forgotten: it was not known before where it is not now, or was learned in between.
  let smoothed = given[last]!;
  for (let at = last; at >= 0; at -= 1) {
    if (at < last) {
      const unknown = 1 - given[at]!;
      const next = known[at + 1]!;
      const learned = next > 0 ? (smoothed * unknown * p_transit) / next : 0;
      const stillNot = next < 1 ? ((1 - smoothed) * unknown * (1 - p_transit)) / (1 - next) : 0;
      expected.p_transit.of += learned;
      expected.p_transit.times += learned + stillNot;
      smoothed = 1 - learned - stillNot;
    }
    expected.p_slip.of += answers[at]! ? 0 : smoothed;
    expected.p_slip.times += smoothed;
    expected.p_guess.of += answers[at]! ? 1 - smoothed : 0;
    expected.p_guess.times += 1 - smoothed;
  }
  expected.p_init.of += smoothed;
  expected.p_init.times += 1;
}
