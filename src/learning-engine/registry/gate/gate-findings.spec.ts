import { findingsOf } from './gate-findings.js';

const OPEN = { logLossMargin: null, mostChanged: null };

describe(findingsOf.name, () => {
  const evaluation = (verdict: string | null, interval: [number, number] | null, difference = 0.01) => ({
    ...{ verdict, failures: { candidate: 0 } },
    comparisons: [{ name: 'candidate', log_loss_difference: difference, interval }],
  });
  const preview = (share: number | null) => ({
    total: { changed: share === null ? null : { share }, failures: { candidate: [] } },
  });

  it('finds nothing against what cannot be told from the active version, unless there is a margin', () => {
    const told = evaluation('cannot tell', [-0.001, 0.02]);
    expect(findingsOf({ evaluation: told }, OPEN)).toEqual([]);
    const within = (logLossMargin: number) => findingsOf({ evaluation: told }, { ...OPEN, logLossMargin });
    expect(within(0.02)).toEqual([]);
    expect(within(0.019)).toEqual(['not-shown-to-be-as-good']);
  });

  it('has no margin for what is worse, for too few learners, or where nothing was active', () => {
    const strict = { ...OPEN, logLossMargin: 0.1 };
    expect(findingsOf({ evaluation: evaluation('worse', [0.01, 0.02]) }, strict)).toEqual(['worse']);
    expect(findingsOf({ evaluation: evaluation('cannot tell', null) }, strict)).toEqual(['not-shown-to-be-as-good']);
    expect(findingsOf({ evaluation: evaluation('cannot tell', null, 0) }, strict)).toEqual([]);
    expect(findingsOf({ evaluation: { ...evaluation(null, null), comparisons: [] } }, strict)).toEqual([]);
  });

  it('compares the share of learners who change with the largest that may', () => {
    const limits = { ...OPEN, mostChanged: 0.5 };
    expect(findingsOf({ preview: preview(0.5) }, limits)).toEqual([]);
    expect(findingsOf({ preview: preview(0.51) }, limits)).toEqual(['too-many-changed']);
    expect(findingsOf({ preview: preview(null) }, limits)).toEqual([]);
  });
});
