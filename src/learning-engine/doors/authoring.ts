export { type Algorithm } from '../contracts/algorithm.js';
export {
  type AlgorithmDefinition,
  type CrossRule,
  LearningAlgorithm,
  type ParamsClass,
} from '../contracts/learning-algorithm.decorator.js';
export {
  Above,
  AboveUpTo,
  AtLeast,
  Between,
  Finite,
  FromBelow,
  Inside,
  IntegerAtLeast,
  IntegerBetween,
  IntegersAtLeast,
} from '../contracts/number-rules.js';
export { type LeftOut, type OnInvalid } from '../contracts/judged-events.js';
export { pointerOf, type Problem } from '../contracts/problem.js';
export { AllSatisfy, type FieldOptions, type JsonSchema, type Rule, Satisfies } from '../contracts/rule.js';
export {
  Derived,
  ExactlyOne,
  Flag,
  Id,
  ListOf,
  ListOfValues,
  NotBoth,
  ObjectOf,
  OneOf,
  Text,
  TupleOf,
  UtcTime,
} from '../contracts/value-rules.js';
export { type InputProblem, refuseInputOf } from '../errors/input.errors.js';
