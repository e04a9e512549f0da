import { humanTextProblem } from './json-text.js';

describe(humanTextProblem, () => {
  it.each(['Won the trial', ' a ', 'two\nlines\tand a tab', 'Größe 日本 עברית', 'a\u200d\u{1f469}', '0'])(
    'takes %j',
    (text) => {
      expect(humanTextProblem(text, 100)).toBeUndefined();
    },
  );

  it.each([
    '',
    ' ',
    '\n\t',
    '\u00a0\u3000',
    '\u200b\u200d',
    '\ufeff',
    '\u00ad',
    '\u3164',
    '\u2800',
    '\u{e0041}',
    '\u115f',
    '\ufe0f',
  ])('rejects %j, which shows nothing', (text) => {
    expect(humanTextProblem(text, 100)).toBe('must be a text of 1 to 100 characters that is not blank');
  });

  it.each([
    'a\u001b[31m',
    'a\u0007',
    'a\r\nb',
    'a\u007f',
    'a\u0085',
    'a\u202eb',
    'a\u2066b',
    'a\u200fb',
    'a\u2028b',
    'a\u061c',
  ])('rejects %j, which shows as something else', (text) => {
    expect(humanTextProblem(text, 100)).toMatch(/^must not contain control characters/);
  });

  it.each([null, undefined, 1, {}, 'x'.repeat(101)])('rejects %j', (value) => {
    expect(humanTextProblem(value, 100)).toBe('must be a text of 1 to 100 characters that is not blank');
  });

  it.each(['a\0', 'a\ud800'])('rejects %j, which cannot be stored', (text) => {
    expect(humanTextProblem(text, 100)).toBe('must not contain NUL or lone surrogates');
  });
});
