import { type Type } from '@nestjs/common';
import { schemaOf } from './json-schema.js';
import {
  FieldsMatchSchema,
  type DecoratorOfClassWith,
  explained,
  type FieldDecorator,
  type FieldDescription,
  type FieldOptions,
  type JsonSchema,
  type Rule,
  MatchesSchema,
} from './rule.js';
import { UTC_TIME } from './utc-time.js';

/** True or false. */
export const IsBoolean = (options?: FieldOptions): FieldDecorator<boolean> =>
  MatchesSchema({ schema: { type: 'boolean' }, reason: 'must be true or false' }, options);

/** An id of the host's: any text but the empty one. */
export const Id = (options?: FieldOptions): FieldDecorator<string> =>
  MatchesSchema({ schema: { type: 'string', minLength: 1 }, reason: 'must be a non-empty text' }, options);

/** Any text, the empty one too. */
export const Text = (options?: FieldOptions): FieldDecorator<string> =>
  MatchesSchema({ schema: { type: 'string' }, reason: 'must be a text' }, options);

/** One of a few values. */
export const OneOf = <const Value extends string | number | boolean>(
  values: readonly Value[],
  options?: FieldOptions,
): FieldDecorator<Value> =>
  MatchesSchema({ schema: { enum: values }, reason: `must be one of ${values.join(', ')}` }, options);

/** An instant in ISO-8601, in UTC, with at most milliseconds. */
export const UtcTime = (options?: FieldOptions): FieldDecorator<string> =>
  MatchesSchema(
    {
      schema: { type: 'string', format: 'date-time', pattern: UTC_TIME.source },
      reason: 'must be a UTC time such as 2026-01-21T12:00:00.000Z',
    },
    options,
  );

/** An object of a contract class. */
export const ObjectOf = <Item extends object>(type: Type<Item>, options?: FieldOptions): FieldDecorator<Item> =>
  MatchesSchema({ schema: schemaOf(type), reason: 'must be an object' }, options);

/** A list of objects of a contract class; it may be empty. */
export const ListOf = <Item extends object>(
  type: Type<Item>,
  { atMost, ...options }: FieldOptions & { atMost?: number } = {},
): FieldDecorator<readonly Item[]> =>
  MatchesSchema(
    atMost === undefined
      ? { schema: { type: 'array', items: schemaOf(type) }, reason: 'must be a list' }
      : {
          schema: { type: 'array', maxItems: atMost, items: schemaOf(type) },
          reason: `must be a list of at most ${atMost} rows`,
        },
    options,
  );

/**
 * A list of events, one row each. A row that breaks its contract does not end a computation by itself: the version is notified
 * as the third argument of `compute`, and leaves it out or rejects it with all others that are wrong; `judgedEvents` does so.
 */
export const EventsOf = <Item extends object>(
  type: Type<Item>,
  options: FieldDescription & { atMost: number },
): FieldDecorator<readonly Item[]> => ListOf(type, { ...options, separable: true });

/** A list of plain values, each matching a schema; its one sentence speaks of the whole list. */
export const ListOfValues = (
  items: JsonSchema,
  reason: string,
  options?: FieldOptions,
): FieldDecorator<readonly unknown[]> =>
  MatchesSchema({ schema: { type: 'array', items: explained(items, reason, 1) }, reason }, options);

/** A list of fixed length, with a rule for each place. */
export const tupleOf = (rules: readonly Rule[], reason: string): Rule => ({
  schema: {
    type: 'array',
    minItems: rules.length,
    maxItems: rules.length,
    prefixItems: rules.map((rule) => explained(rule.schema, rule.reason)),
  },
  reason,
});

/** A list of fixed length, with a rule for each place. */
export const TupleOf = (
  rules: readonly Rule[],
  reason: string,
  options?: FieldOptions,
): FieldDecorator<readonly unknown[]> => MatchesSchema(tupleOf(rules, reason), options);

/** A field that an output has and an input may have, so that an output can be passed back: its value is not read. */
export const Passthrough = (description?: FieldDescription): FieldDecorator<unknown> =>
  MatchesSchema({ schema: {}, reason: '' }, { ...description, optional: true });

/** At most one of two fields may be there. */
export const NotBoth = <Name extends string>(one: Name, other: Name): DecoratorOfClassWith<Name> =>
  FieldsMatchSchema({ schema: { not: { required: [one, other] } }, reason: `must not have both ${one} and ${other}` });

/** One of some fields must be there, and no second one. */
export const ExactlyOne = <Name extends string>(...fields: readonly Name[]): DecoratorOfClassWith<Name> =>
  FieldsMatchSchema({
    schema: { oneOf: fields.map((field) => ({ required: [field] })) },
    reason: `must have either ${fields.join(' or ')}`,
  });
