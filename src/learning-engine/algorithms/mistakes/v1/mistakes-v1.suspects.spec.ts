import * as fc from 'fast-check';
import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MistakesV1Algorithm } from './mistakes-v1.algorithm.js';
import { type MistakesV1Output } from './mistakes-v1.output.js';

type Choice = number | null;

/** Each row holds the answers of a learner, by question; option 1 is the key of every question, q0, q1, … */
const analyse = (rows: readonly (readonly Choice[])[], option_count = 4, params: object = {}): MistakesV1Output =>
  run<MistakesV1Output>(MistakesV1Algorithm, params, {
    now: secondsIn(100),
    questions: Array.from({ length: rows[0]?.length ?? 1 }, (_, question) => ({
      ...{ question_id: `q${question}`, option_count, key_option: 1 },
    })),
    attempts: rows.flatMap((row, learner) =>
      row.map((option, question) => ({
        ...{ attempt_id: `${learner}/${question}`, learner_id: `l${learner}`, question_id: `q${question}` },
        ...{ option, at: secondsIn(50) },
      })),
    ),
  });
const times = (count: number, row: readonly Choice[]): (readonly Choice[])[] =>
  Array.from({ length: count }, () => row);
const suspectsOf = ({ suspects }: MistakesV1Output) =>
  suspects.map(({ question_id, option }) => `${question_id}:o${option}`);
const commonOf = ({ distractors }: MistakesV1Output) =>
  distractors
    .filter(({ common_mistake }) => common_mistake)
    .map(({ question_id, option }) => `${question_id}:o${option}`);

describe(`the keys that ${MistakesV1Algorithm.name} doubts`, () => {
  it.each([3, 12, 400])('are those that none of %i learners chose, who all chose another option', (learners) => {
    const output = analyse(times(learners, [2]));

    expect(output.suspects).toEqual([
      {
        ...{ question_id: 'q0', option: 2, count: learners, rest_correlation: null, answered: learners },
        ...{ key_count: 0, key_wilson_high: expect.closeTo(3.8414588 / (learners + 3.8414588), 6) as number },
        key_rest_correlation: null,
      },
    ]);
    expect(output.distractors.filter(({ suspect_key }) => suspect_key)).toMatchObject([{ option: 2 }]);
    expect(commonOf(output)).toEqual([]);
  });

  it('point at the option that most learners chose, or at all of a tie', () => {
    expect(suspectsOf(analyse([...times(20, [3]), ...times(6, [2]), ...times(4, [4])]))).toEqual(['q0:o3']);
    expect(suspectsOf(analyse([...times(9, [2]), ...times(9, [4]), ...times(2, [3])]))).toEqual(['q0:o2', 'q0:o4']);
    expect(suspectsOf(analyse(times(50, [2]), 2))).toEqual(['q0:o2']);
  });

  it('say of no option of theirs that it is a common mistake: the right one may be less popular than a wrong one', () => {
    const output = analyse([...times(600, [2]), ...times(400, [3])]);

    expect(output.distractors).toMatchObject([{ wilson_low: expect.closeTo(0.569, 3) as number }, {}, {}]);
    expect(output.distractors[1]!.wilson_low).toBeGreaterThan(1 / 3);
    expect(commonOf(output)).toEqual([]);
  });

  it('include one that fewer learners chose than by guessing, if they do not know more than the others', () => {
    // Of 40 learners 2 chose the key by chance, one of them among the better ones.
    const rows = [...times(19, [2, 1]), ...times(19, [2, 2]), [1, 1], [1, 2]];

    expect(suspectsOf(analyse(rows))).toEqual(['q0:o2']);
    expect(commonOf(analyse(rows))).not.toContain('q0:o2');
  });

  it('do not include one that few learners chose, who know more than the others: that is a common mistake', () => {
    const output = analyse([...times(4, [1, 1, 1]), ...times(56, [2, 1, 2])]);

    expect(suspectsOf(output)).toEqual([]);
    expect(commonOf(output)).toContain('q0:o2');
  });

  it('are none where too few learners chose any option, or none answered', () => {
    expect(analyse(times(2, [2])).suspects).toEqual([]);
    expect(suspectsOf(analyse(times(2, [2]), 4, { min_frequency: 2 }))).toEqual(['q0:o2']);
    expect(analyse([[2], [3], [4]]).suspects).toEqual([]);
    expect(analyse(times(30, [null])).suspects).toEqual([]);
    expect(analyse([]).suspects).toEqual([]);
  });

  it('never have their right answer among the common mistakes, whatever a class answers', () => {
    const options = fc.integer({ min: 2, max: 5 });
    const classes = options.chain((option_count) =>
      fc.tuple(
        fc.constant(option_count),
        fc.array(fc.tuple(...[2, 1, 1].map((min) => fc.option(fc.integer({ min, max: option_count }), { freq: 8 }))), {
          maxLength: 40,
          size: 'max',
        }),
        fc.record({ min_frequency: fc.integer({ min: 1, max: 5 }), wilson_z: fc.constantFrom(0.1, 1.96, 5) }),
      ),
    );
    fc.assert(
      fc.property(classes, ([option_count, rows, params]) => {
        const { distractors, suspects } = analyse(rows, option_count, params);
        const first = distractors.filter(({ question_id }) => question_id === 'q0');
        const isFrequent = first.some(({ count }) => count >= params.min_frequency);

        expect(distractors.filter((row) => row.common_mistake && row.suspect_key)).toEqual([]);
        // The key of the first question is chosen by none of them.
        expect(first.filter(({ common_mistake }) => common_mistake)).toEqual([]);
        expect(suspects.some(({ question_id }) => question_id === 'q0')).toBe(isFrequent);
      }),
    );
  });
});
