import { isPageLimit, LARGEST_PAGE } from '../domain/page-limit.js';
import { type Path, placeOf, pointerOf, type Problem, type Reject, type ValidationProblem } from '../json/problem.js';
import { LearningEngineError } from './learning-engine.error.js';

/** How many problems of one value are named; beyond that they are counted. */
const MOST_NAMED = 100;

/** All that is wrong with one value. */
export interface ValidationProblems {
  /** What is wrong: the first 100 problems. */
  readonly problems: readonly ValidationProblem[];
  /** How many there are. */
  readonly problemCount: number;
}

export const boundedProblems = (found: readonly ValidationProblem[]): ValidationProblems => ({
  problems: found.slice(0, MOST_NAMED),
  problemCount: found.length,
});

/** The first problem, and how many more there are. */
export const messageOf = ({ problems: [first], problemCount }: ValidationProblems): string =>
  problemCount === 1 ? first!.message : `${first!.message} (and ${problemCount - 1} more)`;

/** A parameter set breaks the rules of its version. Nothing was written. */
export class InvalidParamsError extends LearningEngineError implements ValidationProblems {
  readonly code = 'INVALID_PARAMS';
  /** What is wrong, one problem for each element of the set: the first 100 of them. */
  readonly problems: readonly ValidationProblem[];
  /** How many there are. */
  readonly problemCount: number;

  constructor(
    readonly algoKey: string,
    readonly version: string,
    found: readonly ValidationProblem[],
  ) {
    const bounded = boundedProblems(found);
    super(messageOf(bounded));
    this.problems = bounded.problems;
    this.problemCount = bounded.problemCount;
  }
}

/** The input of an algorithm breaks its contract. Nothing was computed. */
export class InvalidInputError extends LearningEngineError implements ValidationProblems {
  readonly code = 'INVALID_INPUT';
  /** What is wrong, one problem for each row of the input: the first 100 of them. */
  readonly problems: readonly ValidationProblem[];
  /** How many there are. */
  readonly problemCount: number;

  /**
   * @param path to the first culprit
   * @param reason what it must be
   * @param others what else is wrong
   */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    path: Path,
    reason: string,
    others: readonly Problem[] = [],
  ) {
    const told = (problem: Problem): ValidationProblem => ({
      pointer: pointerOf(problem.path),
      reason: problem.reason,
      message: `${algoKey}${placeOf(problem.path) || ' input'} ${problem.reason}`,
    });
    const bounded = boundedProblems([{ path, reason }, ...others].map(told));
    super(messageOf(bounded));
    this.problems = bounded.problems;
    this.problemCount = bounded.problemCount;
  }
}

/** What an algorithm calls when its input breaks rules that only the computation can see. */
export const rejectInputOf =
  (algoKey: string, version: string): Reject =>
  (path, reason, others) => {
    throw new InvalidInputError(algoKey, version, path, reason, others);
  };

/** A value cannot be stored as JSON and read back unchanged. Nothing was written. */
export class InvalidJsonError extends LearningEngineError {
  readonly code = 'INVALID_JSON';

  /**
   * @param field the argument, for example `inputSummary`
   * @param pointer RFC 6901 pointer to the culprit within it, '' for the whole
   * @param reason what the culprit must be
   */
  constructor(
    readonly field: string,
    readonly pointer: string,
    readonly reason: string,
  ) {
    super(`${field}${pointer} ${reason}`);
  }
}

/** An argument has a value outside its set or form. Nothing was written. */
export class InvalidArgumentError extends LearningEngineError {
  readonly code = 'INVALID_ARGUMENT';

  constructor(
    readonly argument: string,
    readonly reason: string,
  ) {
    super(`${argument} ${reason}`);
  }
}

/** PostgreSQL's calendar does not go back as far as that of JavaScript. */
const EARLIEST = Date.UTC(-4711, 0, 1);

/**
 * A copy of a Date: what the caller changes later changes nothing.
 *
 * @throws InvalidArgumentError unless the value is a valid Date that PostgreSQL can hold
 */
export function checkInstant(argument: string, value: unknown): Date {
  if (!(value instanceof Date) || !(value.getTime() >= EARLIEST)) {
    throw new InvalidArgumentError(argument, 'must be a valid Date, not before 4712 BC');
  }
  return new Date(value);
}

/** @throws InvalidArgumentError unless the limit of a page is an integer from 1 to 200 */
export function checkPageLimit(limit: unknown): void {
  if (!isPageLimit(limit)) throw new InvalidArgumentError('limit', `must be an integer from 1 to ${LARGEST_PAGE}`);
}

const LONGEST_WINDOW_MS = 31 * 86_400_000;

/**
 * @returns from then on, and before `to`
 * @throws InvalidArgumentError naming the field, for a window that is empty or longer than 31 days
 */
export function checkWindow(window: { from: unknown; to: unknown }): { from: Date; to: Date } {
  const from = checkInstant('from', window.from);
  const to = checkInstant('to', window.to);
  const length = to.getTime() - from.getTime();
  if (length <= 0) throw new InvalidArgumentError('to', 'must be after from');
  if (length > LONGEST_WINDOW_MS) throw new InvalidArgumentError('to', 'must be at most 31 days after from');
  return { from, to };
}
