export { type FactualAnswer, type Fit, NotFittedError } from '../authoring/fit.js';
export { type Algorithm } from '../authoring/algorithm.js';
export {
  ANSWER_CONTEXTS,
  type AnswerContext,
  type Fold,
  type FoldedAnswer,
  type FoldedSkill,
  type FoldFacts,
  type FoldQuestion,
  type FoldScope,
  type FoldState,
  type KnownSkill,
  LEARNER_SCOPE,
  SCOPE_KINDS,
  type ScopeKind,
} from '../authoring/fold.js';
export {
  type AlgorithmDefinition,
  type CrossRule,
  LearningAlgorithm,
  type ParamsClass,
} from '../authoring/learning-algorithm.decorator.js';
export {
  type FirstChoice,
  type SelectAnswer,
  type SelectCandidate,
  type SelectedItem,
  type Selector,
  type SelectQuestion,
} from '../authoring/select.js';
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
} from '../schema/number-rules.js';
export { type LeftOut, type OnInvalid } from '../kit/judged-events.js';
export { type Path, pointerOf, type Problem, type Reject } from '../json/problem.js';
export {
  FieldsMatchSchema,
  type DecoratorOfClassWith,
  type FieldDecorator,
  type FieldDescription,
  type FieldOptions,
  type JsonSchema,
  type Rule,
  MatchesSchema,
} from '../schema/rule.js';
export {
  Passthrough,
  ExactlyOne,
  IsBoolean,
  Id,
  ListOf,
  ListOfValues,
  NotBoth,
  ObjectOf,
  OneOf,
  Text,
  TupleOf,
  UtcTime,
} from '../schema/value-rules.js';
export { dayExists } from '../schema/utc-time.js';
export { rejectInputOf } from '../errors/input.errors.js';
