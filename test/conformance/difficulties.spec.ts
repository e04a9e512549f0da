import { answer as answerOf } from '../support/engine/folds.js';
import { run } from '../support/engine/algorithm-laws.js';
import { secondsIn } from '../support/engine/vectors.js';
import { DifficultyV1Algorithm } from '../../src/learning-engine/algorithms/difficulty/v1/difficulty-v1.algorithm.js';
import { type DifficultyV1Output } from '../../src/learning-engine/algorithms/difficulty/v1/difficulty-v1.output.js';
import { MasteryV2Algorithm } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.algorithm.js';
import { masteryV2Fold } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.fold.js';
import { MasteryV2Params } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.params.js';
import { type Fold, type FoldedAnswer } from '../../src/learning-engine/authoring/fold.js';
import {
  difficultiesFrom,
  factsFromEarlier,
  factsFromOthers,
} from '../../src/learning-engine/evidence/difficulties.js';
import { draws } from '../../src/learning-engine/evidence/draws.js';
import { evaluate } from '../../src/learning-engine/evidence/evaluate.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';
import { replayOf } from '../../src/learning-engine/evidence/replay.js';

/** Learners who answer some of 40 items in an order of their own; right by chance, or as `isRight` says. */
function logsOf(seed: string, learners: number, isRight = (_item: number, draw: number) => draw < 0.5): LearnerLog[] {
  const numbers = draws(seed);
  const next = () => numbers.next().value;
  return Array.from({ length: learners }, (_, learner) => ({
    learnerId: `l${learner}`,
    answers: Array.from({ length: 30 }, (_ignored, n): FoldedAnswer => {
      const item = Math.floor(next() * 40);
      const skills = [{ skill_id: `s${item % 5}`, weight: 1 }];
      const at = secondsIn(n * 1000 + learner);
      return answerOf({ event_id: `e${n}`, at, item_id: `i${item}`, skills, correct: isRight(item, next()) });
    }),
  }));
}
const depends = (item: number, draw: number) => draw < (item % 2 ? 0.9 : 0.3);

describe('difficulties from answers', () => {
  it('are those of difficulty v1 with beta_item 0.2', () => {
    const logs = logsOf('as v1', 20, depends);
    const events = logs.flatMap(({ learnerId, answers }) =>
      answers.map(({ event_id, item_id, correct, at }) => ({
        ...{ event_id: `${learnerId} ${event_id}`, learner_id: learnerId, item_id, correct, at },
      })),
    );
    const { items } = run<DifficultyV1Output>(
      DifficultyV1Algorithm,
      { beta_item: 0.2 },
      { items: [], learners: [], events },
    );
    const difficulties = difficultiesFrom(logs);

    for (const { item_id, difficulty } of items) {
      expect(difficulties.factsFor('another', answerOf({ item_id })).item_difficulty).toBeCloseTo(difficulty, 9);
    }
  });

  it('of a learner hold nothing that the learner answered', () => {
    const logs = logsOf('others', 2);
    const [one, other] = logs as [LearnerLog, LearnerLog];
    const told = difficultiesFrom(logs);
    const asked = [...one.answers, ...other.answers];

    for (const question of asked) {
      const isKnown = other.answers.some(({ item_id }) => item_id === question.item_id);
      expect(told.factsFor('l0', question).item_difficulty !== null).toBe(isKnown);
    }
    expect(told.factsFor('l0', answerOf({ item_id: null, skills: [] }))).toEqual({
      ...{ item_difficulty: null, skill_difficulties: [] },
    });
  });

  it('are in force for later answers only', () => {
    const logs = logsOf('earlier', 6, depends);
    const changed = logs.map((log) => ({
      ...log,
      answers: log.answers.map((one, n) => (n < 20 ? one : { ...one, correct: !one.correct })),
    }));
    const factsOf = (all: LearnerLog[]) => {
      const facts = factsFromEarlier(all);
      return all.map(({ answers }) => answers.map((one) => facts.get(one)));
    };
    const [before, after] = [factsOf(logs), factsOf(changed)];

    expect(after.map((facts) => facts.slice(0, 20))).toEqual(before.map((facts) => facts.slice(0, 20)));
    expect(after).not.toEqual(before);
    expect(before[0]![0]).toEqual({ item_difficulty: null, skill_difficulties: [null] });
    expect(factsOf([...logs].reverse()).reverse()).toEqual(before);
  });

  it('let no version predict chance, with five learners for each item', () => {
    // 8,000 answers: the AUC of chance has a standard deviation of 0.0065.
    const numbers = draws('chance');
    const logs = Array.from({ length: 200 }, (_, learner) => ({
      learnerId: `l${learner}`,
      answers: Array.from({ length: 40 }, (_ignored, n) =>
        answerOf({
          ...{ event_id: `e${n}`, at: secondsIn(n * 1000 + learner), item_id: `i${Math.floor(learner / 5)} ${n}` },
          ...{ skills: [{ skill_id: `s${n % 4}`, weight: 1 }], correct: numbers.next().value < 0.5 },
        }),
      ),
    }));
    const judged = logs.filter((_, index) => index % 2 === 0);
    const known = [
      factsFromEarlier(logs),
      factsFromOthers(logs.filter((_, index) => index % 2 === 1), judged), // prettier-ignore
    ];

    for (const facts of known) {
      const fold = masteryV2Fold as unknown as Fold;
      const params = new MasteryV2Params();
      const contender = {
        name: MasteryV2Algorithm.name,
        predict: replayOf({ fold, params, factsOf: (question) => facts.get(question)! }),
      };
      const { auc } = evaluate(judged, [contender]).contenders[0]!;
      expect(Math.abs(auc! - 0.5)).toBeLessThan(0.02);
    }
  });
});
