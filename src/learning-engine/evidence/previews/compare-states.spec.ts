import { type KeptState } from '../../learners/learner-state.js';
import { compareStates } from './compare-states.js';

const kept = (state: KeptState['state']): KeptState => ({
  ...{ scope: { kind: 'skill', id: 's' }, state, value: null, due_at: null, answers: 1 },
  through: { instant: 0, sequence: null, event_id: 'e' } as unknown as KeptState['through'],
});
const counts = (active: KeptState['state'] | undefined, candidate: KeptState['state'] | undefined) => {
  const statesOf = (state: KeptState['state'] | undefined) => new Map(state ? [['skill s', kept(state)]] : []);
  return compareStates(statesOf(active), statesOf(candidate), [0]).counts;
};

describe('what is mastered by two versions', () => {
  it('is gained and lost where both say it, or one has no state', () => {
    expect(counts({ mastered: true }, { mastered: false })).toMatchObject({ judged: 1, lost: 1 });
    expect(counts({ mastered: true }, undefined)).toMatchObject({ judged: 1, lost: 1 });
    expect(counts(undefined, { mastered: true })).toMatchObject({ judged: 1, gained: 1 });
  });

  it('is not judged where the state of one does not say it', () => {
    for (const found of [counts({ mastered: true }, { p: 1 }), counts({ p: 1 }, { mastered: true })]) {
      expect(found).toMatchObject({ unjudged: 1 });
      expect(found).not.toHaveProperty('judged');
      expect(found).not.toHaveProperty('gained');
      expect(found).not.toHaveProperty('lost');
    }
  });
});
