import { text } from '../strings';
import { type Field, type TextRule } from './fields';
import { type Read, readNumber } from './numbers';
import { step } from './schema';

/** What a person has typed and chosen: by the pointer of a field, or of an element of a list. */
export type Draft = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What is in the fields at first. */
export function draftOf(fields: readonly Field[], params: Readonly<Record<string, unknown>>): Draft {
  return Object.assign(
    {},
    ...fields.map((field) => {
      const { pointer, kind, name } = field;
      const value = params[name] ?? (name in params ? null : field.default);
      if (kind === 'group') return draftOf(field.fields, (value ?? {}) as Record<string, unknown>);
      if (kind === 'fixed') return {};
      return { [pointer]: typedOf(field, value) };
    }),
  ) as Draft;
}

function typedOf({ kind }: Field, value: unknown): string | boolean | string[] {
  if (kind === 'yes-no') return value === true;
  if (kind === 'list') return (Array.isArray(value) ? value : []).map(written);
  if (kind === 'value') return written(value);
  return JSON.stringify(value, null, kind === 'json' ? 2 : 0) ?? '';
}

/** Nothing stands for null. */
const written = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);

/** The parameters that a draft says, and what is wrong with it by pointer. With a problem, the parameters are not to be sent. */
export interface ReadDraft {
  params: Record<string, unknown>;
  problems: ReadonlyMap<string, string>;
}

export function readDraft(fields: readonly Field[], draft: Draft): ReadDraft {
  const problems = new Map<string, string>();
  const take = <Value>(pointer: string, read: Read<Value>): Value | undefined => {
    if ('value' in read) return read.value;
    problems.set(pointer, read.problem);
    return undefined;
  };
  const valueOf = (field: Field): unknown => {
    const { pointer } = field;
    const typed = draft[pointer];
    if (field.kind === 'fixed') return field.value;
    if (field.kind === 'group') return Object.fromEntries(field.fields.map((inner) => [inner.name, valueOf(inner)]));
    if (field.kind === 'yes-no') return typed === true;
    if (field.kind === 'list') {
      const texts = typed as readonly string[];
      if (texts.length < field.least || texts.length > field.most) {
        problems.set(pointer, text.form.length(field.least, field.most));
      }
      return texts.map((one, index) => take(pointer + step(index), readText(one, ruleAt(field, index))));
    }
    const written = typed as string;
    if (field.kind !== 'value') return take(pointer, readJson(written));
    return field.isNullable && written.trim() === '' ? null : take(pointer, readText(written, field.rule));
  };
  return { params: Object.fromEntries(fields.map((field) => [field.name, valueOf(field)])), problems };
}

/** The rule of an element of a list. */
export const ruleAt = ({ rules, rest }: { rules: readonly TextRule[]; rest?: TextRule }, index: number): TextRule =>
  rules[index] ?? rest ?? rules.at(-1)!;

function readText(typed: string, rule: TextRule): Read<unknown> {
  if (rule.kind === 'number') return readNumber(typed, rule);
  if (rule.pattern && !new RegExp(rule.pattern, 'u').test(typed)) return { problem: text.form.pattern(rule.pattern) };
  return { value: typed };
}

function readJson(typed: string): Read<unknown> {
  try {
    return { value: JSON.parse(typed) as unknown };
  } catch {
    return { problem: text.form.noJson };
  }
}
