import { AlgorithmNotRegisteredError } from '../../errors/algorithm.errors.js';
import { problemOf } from './problem-of.js';

describe(problemOf, () => {
  const detailOf = (isPinned: boolean) =>
    problemOf(new AlgorithmNotRegisteredError('mastery', 'v2', isPinned), 'POST').detail;

  it('says what helps where a version has no class, and where a session is pinned to it', () => {
    expect(detailOf(false)).toMatch(/^mastery v2 computes nothing here\. Activate another version/);
    expect(detailOf(true)).toMatch(/^The session is pinned to mastery v2, .* break_pins ends that: POST .*\/activate/);
  });
});
