import { databaseFailure } from '../errors/database-failure.js';
import { LearningEngineError } from '../errors/learning-engine.error.js';
import { DatabaseUnreachableError } from '../errors/migration.errors.js';
import { type Command, CommandRejectedError, type Program, UsageError } from './command.js';

interface Failure {
  message: string;
  /** Of the engine's error, or USAGE, REJECTED or FAILED. */
  code: string;
  exitCode: 1 | 2;
}

/** How arguments of the services may be named on the command line, where that differs. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  actorUserId: ['as'],
  createdByUserId: ['as'],
  changedByUserId: ['as'],
  learnerId: ['learner'],
  timeZone: ['zone'],
  catchUp: ['catch-up'],
  userId: ['user'],
  answers: ['answers', 'file'],
  sessionId: ['session'],
  expectedActivationId: ['expect'],
  activationId: ['activation', 'expect'],
  asOf: ['as-of'],
};

/** What to say of an error, and with which exit code. */
export async function failureOf(
  { explain = stackOf }: Program,
  command: Command | undefined,
  error: unknown,
): Promise<Failure> {
  if (error instanceof UsageError) return { message: error.message, code: 'USAGE', exitCode: 2 };
  if (error instanceof CommandRejectedError) return { message: error.message, code: 'REJECTED', exitCode: 1 };
  if (!(error instanceof LearningEngineError)) return { message: await explain(error), code: 'FAILED', exitCode: 1 };
  const { code, message } = error;
  if (code !== 'INVALID_ARGUMENT') return { message, code, exitCode: 1 };
  const { argument, reason } = error as unknown as Record<'argument' | 'reason', string>;
  const option = (OPTIONS[argument] ?? [argument]).find((name) => command?.options?.[name]);
  return { message: `${option ? `--${option}` : argument} ${reason}`, code, exitCode: 2 };
}

/** An error that says why the database cannot be used, with its place; any other as it is. */
export function placed(error: unknown, place: string): unknown {
  const { driverError } = error as { driverError?: { code?: string } };
  const isRejected = driverError?.code === '42501' || databaseFailure(error) !== undefined;
  return isRejected ? new DatabaseUnreachableError(place, error) : error;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
