import { ValidateBy } from 'class-validator';

/**
 * Rules for the properties of a parameter class. Each rule is the whole check of its property: a value of the wrong
 * type fails with the same words as one out of range.
 */
const rule = (name: string, message: string, validate: (value: unknown) => boolean): PropertyDecorator =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => message } });

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isIntegerAtLeast = (minimum: number) => (value: unknown) => Number.isInteger(value) && Number(value) >= minimum;

/** A number in the closed interval [minimum, maximum]. */
export const Between = (minimum: number, maximum: number): PropertyDecorator =>
  rule(
    'between',
    `must be between ${minimum} and ${maximum}`,
    (value) => isNumber(value) && value >= minimum && value <= maximum,
  );

/** A number of at least `minimum`. */
export const AtLeast = (minimum: number): PropertyDecorator =>
  rule('atLeast', `must be at least ${minimum}`, (value) => isNumber(value) && value >= minimum);

/** An integer of at least `minimum`. */
export const IntegerAtLeast = (minimum: number): PropertyDecorator =>
  rule('integerAtLeast', `must be an integer of at least ${minimum}`, isIntegerAtLeast(minimum));

/** A list with at least one element, each an integer of at least `minimum`. */
export const IntegersAtLeast = (minimum: number): PropertyDecorator =>
  rule(
    'integersAtLeast',
    `must be a non-empty list of integers of at least ${minimum}`,
    (value) => Array.isArray(value) && value.length > 0 && value.every(isIntegerAtLeast(minimum)),
  );
