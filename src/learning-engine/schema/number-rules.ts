import {
  explained,
  type FieldDecorator,
  type FieldOptions,
  type JsonSchema,
  type Rule,
  MatchesSchema,
} from './rule.js';

/** Ends of an interval; an end that is left out is open to infinity. */
interface Interval {
  atLeast?: number;
  above?: number;
  atMost?: number;
  below?: number;
}

const inInterval = ({ atLeast, above, atMost, below }: Interval, type: 'number' | 'integer'): JsonSchema => ({
  type,
  ...(atLeast !== undefined && { minimum: atLeast }),
  ...(above !== undefined && { exclusiveMinimum: above }),
  ...(atMost !== undefined && { maximum: atMost }),
  ...(below !== undefined && { exclusiveMaximum: below }),
});

/** The closed interval from `minimum` to `maximum`. */
export const between = (minimum: number, maximum: number): Rule => ({
  schema: inInterval({ atLeast: minimum, atMost: maximum }, 'number'),
  reason: `must be between ${minimum} and ${maximum}`,
});

/** A number in the closed interval [minimum, maximum]. */
export const Between = (minimum: number, maximum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema(between(minimum, maximum), options);

/** A number in the open interval (minimum, maximum). */
export const Inside = (minimum: number, maximum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema(
    {
      schema: inInterval({ above: minimum, below: maximum }, 'number'),
      reason: `must be greater than ${minimum} and less than ${maximum}`,
    },
    options,
  );

/** A number in the interval (minimum, maximum]. */
export const AboveUpTo = (minimum: number, maximum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema(
    {
      schema: inInterval({ above: minimum, atMost: maximum }, 'number'),
      reason: `must be greater than ${minimum} and at most ${maximum}`,
    },
    options,
  );

/** A number in the interval [minimum, maximum). */
export const FromBelow = (minimum: number, maximum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema(
    {
      schema: inInterval({ atLeast: minimum, below: maximum }, 'number'),
      reason: `must be at least ${minimum} and less than ${maximum}`,
    },
    options,
  );

/** A number greater than `minimum`. */
export const Above = (minimum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema(
    { schema: inInterval({ above: minimum }, 'number'), reason: `must be greater than ${minimum}` },
    options,
  );

/** A number of at least `minimum`. */
export const AtLeast = (minimum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema({ schema: inInterval({ atLeast: minimum }, 'number'), reason: `must be at least ${minimum}` }, options);

/** Any number. */
export const Finite = (options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema({ schema: { type: 'number' }, reason: 'must be a finite number' }, options);

/** An integer of at least `minimum`. */
export const IntegerAtLeast = (minimum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema(
    { schema: inInterval({ atLeast: minimum }, 'integer'), reason: `must be an integer of at least ${minimum}` },
    options,
  );

/** An integer from `minimum` to `maximum`. */
export const IntegerBetween = (minimum: number, maximum: number, options?: FieldOptions): FieldDecorator<number> =>
  MatchesSchema(
    {
      schema: inInterval({ atLeast: minimum, atMost: maximum }, 'integer'),
      reason: `must be an integer between ${minimum} and ${maximum}`,
    },
    options,
  );

/** A list with at least one element, each an integer of at least `minimum`. */
export function IntegersAtLeast(minimum: number, options?: FieldOptions): FieldDecorator<readonly number[]> {
  const reason = `must be a non-empty list of integers of at least ${minimum}`;
  const items = explained(inInterval({ atLeast: minimum }, 'integer'), reason, 1);
  return MatchesSchema({ schema: { type: 'array', minItems: 1, items }, reason }, options);
}
