import { verdictOf, type VerificationResult } from './verdict';

const version = { match: 0, match_other_code: 0, erased: 0, reasons: {} };
const result = (more: Partial<VerificationResult>): VerificationResult => ({
  versions: [version],
  findings: [],
  ...more,
});
const finding = { verdict: 'drift', runtime: 'same', pointer: '/states/0/p', relative: 0.25, fails: null };

describe('what is said of a run that was verified', () => {
  it.each([
    ['teal', 'It comes out as it was recorded.', undefined, result({ versions: [{ ...version, match: 1 }] })],
    [
      ...(['teal', 'It comes out as it was recorded.', 'By other code than it was recorded with.'] as const),
      result({ versions: [{ ...version, match: 1, match_other_code: 1 }] }),
    ],
    [
      ...(['red', 'It comes out otherwise, although its code is not known to be another.'] as const),
      ...(['Its output differs most at /states/0/p, by 0.25 of the value.', result({ findings: [finding] })] as const),
    ],
    [
      ...(['red', 'It comes out otherwise: its version has other code now.', 'It fails now: NOT_FINITE.'] as const),
      result({
        findings: [{ ...finding, verdict: 'code_changed', pointer: null, relative: null, fails: 'NOT_FINITE' }],
      }),
    ],
    [
      ...(['red', 'It comes out otherwise, although its code is not known to be another.'] as const),
      'Its output differs most at /. Node or a library is another one than then.',
      result({ findings: [{ ...finding, runtime: 'other', pointer: '', relative: null }] }),
    ],
    [
      ...(['gray', 'Nothing can be said of it.', 'The record does not have the whole input.'] as const),
      result({ versions: [{ ...version, reasons: { input_not_recorded: 1 } }] }),
    ],
    [
      ...(['gray', 'Nothing can be said of it.', 'Its learner was erased.'] as const),
      result({ versions: [{ ...version, erased: 1 }] }),
    ],
    ['gray', 'Nothing can be said of it.', 'The run was removed.', result({ versions: [] })],
    ['gray', 'Nothing can be said of it.', 'There is no run x.', null],
  ])('is %s: %s %s', (color, title, detail, given) => {
    expect(verdictOf(given, given ? null : 'There is no run x.')).toEqual({ color, title, ...(detail && { detail }) });
  });
});
