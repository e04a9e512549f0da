import 'reflect-metadata';
import { type Type } from '@nestjs/common';
import { sharedByCopies } from '../json/shared-by-copies.js';

/** A JSON Schema (draft 2020-12), or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** One check, said twice: as a schema for machines and as a sentence for people. */
export interface Rule {
  readonly schema: JsonSchema;
  /** What follows the name of the place in an error: `must be between 0 and 1`. */
  readonly reason: string;
}

/** What people and tools read about a field; no rule depends on it. */
export interface FieldDescription {
  /** A short name for people. */
  title?: string;
  /** What the field means. */
  description?: string;
  /** What a number counts or measures, such as `days` or `probability`. */
  unit?: string;
}

export interface FieldOptions extends FieldDescription {
  /** The field may be missing. */
  optional?: boolean;
  /** The field may be null. */
  orNull?: boolean;
  /** Rows of this list stand by themselves: one that breaks its contract leaves the others valid. See `EventsOf`. */
  separable?: boolean;
}

/**
 * Decorates a property of a type that the rule lets through. On a property of another type it does not compile: `@Between(0, 1)`
 * on a text, for example.
 */
export type FieldDecorator<Value> = <Name extends string>(
  prototype: { [Field in Name]?: Value | null },
  property: Name,
) => void;

/** Decorates a class that has all these fields. */
export type DecoratorOfClassWith<Name extends string> = <Instance extends object>(
  type: Type<Instance> & ([Name] extends [keyof Instance] ? unknown : never),
) => void;

export interface Field extends Rule {
  readonly name: string;
  readonly optional: boolean;
  readonly separable: boolean;
}

/** What the decorators of a class say about its objects. */
export interface Shape {
  readonly fields: readonly Field[];
  /** Rules that bind several fields. */
  readonly rules: readonly Rule[];
}

interface Explanation {
  reason: string;
  /** How many levels above the schema's own place the sentence speaks of: 1 for an element that its list answers for. */
  above: number;
}

const explanations = sharedByCopies('explanations', () => new WeakMap<object, Explanation>());

/** A schema of its own, with the sentence to say when a value does not match it. */
export function explained(schema: JsonSchema, reason: string, above = 0): JsonSchema {
  const own = { ...schema };
  explanations.set(own, { reason, above });
  return own;
}

export const explanationOf = (schema: object): Explanation | undefined => explanations.get(schema);

/** JSON Schema has no keyword for units. */
export const UNIT_KEYWORD = 'x-unit';

const annotations = ({ title, description, unit }: FieldDescription): JsonSchema => ({
  ...(title !== undefined && { title }),
  ...(description !== undefined && { description }),
  ...(unit !== undefined && { [UNIT_KEYWORD]: unit }),
});

const SHAPE = Symbol.for('learning-engine:shape');
const EMPTY: Shape = { fields: [], rules: [] };

export const shapeOf = (type: object): Shape => (Reflect.getMetadata(SHAPE, type) as Shape | undefined) ?? EMPTY;

/**
 * Decorates a property of a parameter or contract class with its one rule, which is the whole check of the property: a
 * value of the wrong type fails with the same words as one out of range. It takes the place of a rule that the class
 * inherits for the property; a second one in the same class stops the boot.
 */
export const MatchesSchema =
  <Value = unknown>(
    { schema, reason }: Rule,
    { optional = false, orNull = false, separable = false, ...description }: FieldOptions = {},
  ): FieldDecorator<Value> =>
  (prototype, name) => {
    const field: Field = {
      ...{ name, optional, separable },
      schema: { ...annotations(description), ...(orNull ? { anyOf: [schema, { type: 'null' }] } : schema) },
      reason: orNull ? `${reason} or null` : reason,
    };
    const { fields, rules } = shapeOf(prototype.constructor);
    const inherited = shapeOf(Object.getPrototypeOf(prototype.constructor) as object).fields;
    const replaced = fields.find((one) => one.name === name && inherited.includes(one));
    const all = replaced ? fields.map((one) => (one === replaced ? field : one)) : [...fields, field];
    Reflect.defineMetadata(SHAPE, { fields: all, rules }, prototype.constructor);
  };

/** Decorates a contract class with a rule that binds several of its fields. */
export const FieldsMatchSchema =
  (rule: Rule): ClassDecorator =>
  (type) => {
    const { fields, rules } = shapeOf(type);
    Reflect.defineMetadata(SHAPE, { fields, rules: [rule, ...rules] }, type);
  };
