import { DifficultyV1Algorithm } from '../../algorithms/difficulty/v1/difficulty-v1.algorithm.js';
import { type DifficultyV1Output } from '../../algorithms/difficulty/v1/difficulty-v1.output.js';
import { DifficultyV2Algorithm } from '../../algorithms/difficulty/v2/difficulty-v2.algorithm.js';
import { type DifficultyV2Output } from '../../algorithms/difficulty/v2/difficulty-v2.output.js';
import { run } from '../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../test/support/engine/vectors.js';
import { calibratedItems } from './calibrated-items.js';
import { judgeCalibration } from './calibration.js';

/** Of three items: one is right of one learner, one of two, one of all. */
const rows = ['ada', 'ben', 'cleo', 'dev'].flatMap((learner_id, known) =>
  ['q1', 'q2', 'q3'].map((item_id, index) => ({ learner_id, item_id, correct: index === 2 || known > 2 - index })),
);

describe(calibratedItems, () => {
  it('keeps what a calibration has of an estimate, and leaves out items that could not be estimated', () => {
    const learners = ['ada', 'ben', 'cleo', 'dev'].map((learner_id) => ({
      learner_id,
      answers: rows
        .filter((row) => row.learner_id === learner_id)
        .map(({ item_id, correct }) => ({ item_id, correct })),
    }));
    const { items } = run<DifficultyV2Output>(DifficultyV2Algorithm, {}, { items: [], learners });
    const found = calibratedItems(items);

    expect(items.map(({ status }) => status)).toEqual(['estimated', 'estimated', 'all_right']);
    expect(found).toEqual(
      items.slice(0, 2).map(({ item_id, difficulty, se, discrimination, answers, provisional }) => ({
        ...{ item_id, difficulty, se, discrimination, answers, provisional },
      })),
    );
    expect(judgeCalibration({ items: found }).items).toHaveLength(2);
  });

  it('takes items of v1, which have no discrimination', () => {
    const events = rows.map((row, index) => ({ ...row, event_id: String(index), at: secondsIn(index) }));
    const { items } = run<DifficultyV1Output>(DifficultyV1Algorithm, {}, { items: [], learners: [], events });
    const found = calibratedItems(items);

    expect(found).toEqual(
      items.map(({ item_id, difficulty, se, answers, provisional }) => ({
        ...{ item_id, difficulty, se, answers, provisional },
      })),
    );
    expect(judgeCalibration({ items: found }).items).toHaveLength(3);
  });
});
