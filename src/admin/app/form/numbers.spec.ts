import { type NumberRule } from './fields';
import { rangeText, readNumber } from './numbers';

const any: NumberRule = { isInteger: false };
const share: NumberRule = { isInteger: false, least: 0, most: 1, isBelowMost: true };

describe('numbers as they are typed', () => {
  it.each([
    ['0.3', 0.3],
    [' 12 ', 12],
    ['1e-9', 1e-9],
    ['1.50', 1.5],
    ['015', 15],
    ['.5', 0.5],
    ['5.', 5],
    ['+2', 2],
    ['-0.25', -0.25],
    ['0', 0],
    ['0.000', 0],
    ['1E+3', 1000],
    ['123456789012345680000', 123456789012345680000],
    ['1.959963984540054', 1.959963984540054],
  ])('%s is a number', (typed, value) => {
    expect(readNumber(typed, any)).toEqual({ value });
  });

  it.each([
    ['', 'A value is needed.'],
    ['  ', 'A value is needed.'],
    ['abc', 'This is not a number.'],
    ['1 2', 'This is not a number.'],
    ['0x10', 'This is not a number.'],
    ['NaN', 'This is not a number.'],
    ['Infinity', 'This is not a number.'],
    ['--1', 'This is not a number.'],
    ['1e', 'This is not a number.'],
    ['0,5', 'Write a point, not a comma, before the decimals.'],
    ['1e999', 'It cannot be kept exactly: it would become Infinity.'],
    ['1e-999', 'It cannot be kept exactly: it would become 0.'],
    ['0.1000000000000000001', 'It cannot be kept exactly: it would become 0.1.'],
    ['9007199254740993', 'It cannot be kept exactly: it would become 9007199254740992.'],
  ])('%j is none', (typed, problem) => {
    expect(readNumber(typed, any)).toEqual({ problem });
  });

  it.each([
    ['0', share, { value: 0 }],
    ['0.999', share, { value: 0.999 }],
    ['1', share, { problem: 'It must be at least 0 and less than 1.' }],
    ['-0.1', share, { problem: 'It must be at least 0 and less than 1.' }],
    ['0', { isInteger: false, least: 0, isAboveLeast: true }, { problem: 'It must be greater than 0.' }],
    ['7', { isInteger: true, most: 6 }, { problem: 'It must be at most 6.' }],
    ['5.0', { isInteger: true }, { value: 5 }],
    ['5.5', { isInteger: true }, { problem: 'A whole number is needed.' }],
  ])('%s of %j is %j', (typed, rule, read) => {
    expect(readNumber(typed, rule)).toEqual(read);
  });

  it('have a range in words, or none', () => {
    expect(rangeText(share)).toBe('at least 0 and less than 1');
    expect(rangeText({})).toBe('');
  });
});
