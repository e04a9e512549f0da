import { text } from '../strings';
import { type NumberRule, type Range } from './fields';

/** A value, or why a text is none. */
export type Read<Value> = { value: Value } | { problem: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text says. It is never another one than what is written: what cannot be kept as it is, is a problem. */
export function readNumber(typed: string, rule: NumberRule): Read<number> {
  const written = typed.trim();
  if (written === '') return { problem: text.form.missing };
  if (!NUMBER.test(written)) {
    return { problem: NUMBER.test(written.replace(',', '.')) ? text.form.comma : text.form.noNumber };
  }
  const value = Number(written);
  if (!Number.isFinite(value) || digitsOf(written) !== digitsOf(String(value))) {
    return { problem: text.form.inexact(String(value)) };
  }
  if (rule.isInteger && !Number.isInteger(value)) return { problem: text.form.noInteger };
  return isWithin(value, rule) ? { value } : { problem: text.form.outside(rangeText(rule)) };
}

const isWithin = (value: number, { least = -Infinity, most = Infinity, isAboveLeast, isBelowMost }: Range): boolean =>
  (isAboveLeast ? value > least : value >= least) && (isBelowMost ? value < most : value <= most);

/** Such as `greater than 0 and at most 1`; empty where everything is in it. */
export function rangeText({ least, most, isAboveLeast, isBelowMost }: Range): string {
  const low = least === undefined ? '' : isAboveLeast ? text.form.above(least) : text.form.atLeast(least);
  const high = most === undefined ? '' : isBelowMost ? text.form.below(most) : text.form.atMost(most);
  return [low, high].filter(Boolean).join(text.form.and);
}

/** Sign, digits and power of ten, the same for all ways to write one number: `1.50` and `15e-1` are `15e-1`. */
function digitsOf(written: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(written)!;
  const digits = (whole + part).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign === '-' ? '-' : ''}${kept}e${Number(power) - part.length + digits.length - kept.length}`;
}
