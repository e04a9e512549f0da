import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MasteryV2Algorithm } from './mastery-v2.algorithm.js';
import { type MasteryV2Input } from './mastery-v2.contract.js';
import { type MasteryV2Event } from './mastery-v2.event.js';
import { type MasteryV2Output } from './mastery-v2.output.js';
import { MasteryV2Params } from './mastery-v2.params.js';

const compute = (input: Partial<MasteryV2Input>) =>
  run<MasteryV2Output>(MasteryV2Algorithm, {}, { states: [], events: [], ...input });
const answers = (outcomes: readonly (0 | 1)[], more: Partial<MasteryV2Event>): MasteryV2Event[] =>
  outcomes.map((outcome, index) => ({
    ...{ event_id: `e${index}`, skills: [], correct: outcome === 1, at: secondsIn(index), ...more },
  }));

describe('what mastery v2 says of a skill', () => {
  it('is claimed of an average item of the skill, and predicts the same of each answer', () => {
    const of = (more: object) =>
      compute({ events: answers([1, 1, 0], { skills: [{ skill_id: 's', difficulty: 0.5, ...more }] }), trace: true });
    const [plain, easy, same] = [of({}), of({ items_difficulty: -1 }), of({ items_difficulty: 0.5 })];
    const { w1 } = new MasteryV2Params();
    const logit = (p: number) => Math.log(p / (1 - p));
    const [claimed, before] = [easy, plain].map(({ states }) => states[0]!);

    for (const name of ['p_low', 'p_correct', 'p_high'] as const)
      expect(logit(claimed![name]) - logit(before![name])).toBeCloseTo(1.5 * w1, 9);
    expect(easy.trace).toEqual(plain.trace);
    expect(same.states[0]!.p_correct).toBe(before!.p_correct);
    expect([claimed!.items_difficulty, 'items_difficulty' in before!]).toEqual([-1, false]);
  });

  it('keeps how difficult the items of a skill are until an answer says it anew', () => {
    const { learner, states } = compute({
      events: answers([1], { skills: [{ skill_id: 's', items_difficulty: -1 }] }),
    });
    const next = (skills: MasteryV2Event['skills']) =>
      compute({ learner, states, events: [{ ...answers([1], { skills })[0]!, event_id: 'n', at: secondsIn(9) }] })
        .states[0]!;

    expect(next([{ skill_id: 's' }]).items_difficulty).toBe(-1);
    expect(next([{ skill_id: 's', items_difficulty: 2 }]).items_difficulty).toBe(2);
  });
});
