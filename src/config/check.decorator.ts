import { ValidateBy } from 'class-validator';

/** Checks a property by a function that says what is wrong with it, as words that follow the property's name. */
export const Check = <Owner extends object>(
  problemOf: (value: unknown, owner: Owner) => string | undefined,
): PropertyDecorator =>
  ValidateBy({
    name: 'check',
    validator: {
      validate: (value, args) => problemOf(value, args!.object as Owner) === undefined,
      defaultMessage: (args) => problemOf(args!.value, args!.object as Owner)!,
    },
  });
