import { placeOf, pointerOf, type Problem, type ValidationProblem } from '../json/problem.js';
import { boundedProblems, messageOf, type ValidationProblems } from './input.errors.js';
import { LearningEngineError } from './learning-engine.error.js';

/** A class cannot be used as it is declared by `@JobKind`, or two classes have one name. The application does not start. */
export class InvalidJobKindError extends LearningEngineError {
  readonly code = 'INVALID_JOB_KIND';

  constructor(className: string, problem: string) {
    super(`${className} cannot be used as a kind of job: ${problem}`);
  }
}

/** No class in this process has this kind. Nothing was queued. */
export class JobKindNotRegisteredError extends LearningEngineError {
  readonly code = 'JOB_KIND_NOT_REGISTERED';

  constructor(
    readonly kind: string,
    known: readonly string[],
  ) {
    super(`There is no kind of job ${kind}. Known kinds: ${known.join(', ') || 'none'}.`);
  }
}

/** The arguments of a job break the contract of its kind. Nothing was queued. */
export class InvalidJobArgsError extends LearningEngineError implements ValidationProblems {
  readonly code = 'INVALID_JOB_ARGS';
  /** What is wrong: the first 100 problems. */
  readonly problems: readonly ValidationProblem[];
  /** How many there are. */
  readonly problemCount: number;

  constructor(
    readonly kind: string,
    found: readonly Problem[],
  ) {
    const told = ({ path, reason }: Problem): ValidationProblem => ({
      pointer: pointerOf(path),
      reason,
      message: `${kind}${placeOf(path) || ' args'} ${reason}`,
    });
    const bounded = boundedProblems(found.map(told));
    super(messageOf(bounded));
    this.problems = bounded.problems;
    this.problemCount = bounded.problemCount;
  }
}

/** No job has this id, or it is not an id at all. */
export class JobNotFoundError extends LearningEngineError {
  readonly code = 'JOB_NOT_FOUND';

  constructor(readonly jobId: string) {
    super(`There is no job with id ${jobId}.`);
  }
}

/** A job that is to be cancelled has ended. Its record is unchanged. */
export class JobAlreadyEndedError extends LearningEngineError {
  readonly code = 'JOB_ALREADY_ENDED';

  constructor(
    readonly jobId: string,
    readonly status: string,
  ) {
    super(`Job ${jobId} ended as ${status}: it can no longer be cancelled.`);
  }
}

/** No schedule has this id. */
export class JobScheduleNotFoundError extends LearningEngineError {
  readonly code = 'JOB_SCHEDULE_NOT_FOUND';

  constructor(readonly scheduleId: string) {
    super(`There is no schedule ${scheduleId}.`);
  }
}

/** A schedule has changed since it was seen. Nothing was changed. */
export class JobScheduleChangedError extends LearningEngineError {
  readonly code = 'JOB_SCHEDULE_CHANGED';

  constructor(
    readonly scheduleId: string,
    /** Null where there is no such schedule. */
    readonly revision: number | null,
  ) {
    super(
      revision === null
        ? `There is no schedule ${scheduleId} yet: to create it, expect no revision.`
        : `Schedule ${scheduleId} has changed since it was seen: its revision is ${revision}. Look again, then decide.`,
    );
  }
}

/** The queue's own tables are missing, or of another version than this code. No job was touched. */
export class JobQueueUnusableError extends LearningEngineError {
  readonly code = 'JOB_QUEUE_UNUSABLE';

  constructor(
    readonly schema: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(
      `The job queue in schema ${schema} cannot be used: ${problem}. Run the migrations of this release (jobMigrations of ` +
        'learning-engine/jobs belong to them), or deploy the release that made the tables. Jobs are kept in job_runs: none is lost.',
      options,
    );
  }
}

/** What a kind of job throws when trying again would fail in the same way: the job ends as FAILED. */
export class JobFailedError extends LearningEngineError {
  readonly code = 'JOB_FAILED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** The work of a chunk took longer than it may in its process, which was ended. The job ends as FAILED. */
export class JobTimedOutError extends LearningEngineError {
  readonly code = 'TIMED_OUT';

  constructor(readonly timeLimitMs: number) {
    super(`The work of a chunk took longer than ${timeLimitMs} ms and was ended.`);
  }
}

/** The work of a chunk took more memory than it may in its process, which was ended. The job ends as FAILED. */
export class JobOutOfMemoryError extends LearningEngineError {
  readonly code = 'OUT_OF_MEMORY';

  constructor(readonly memoryLimitMiB: number) {
    super(`The work of a chunk took more than ${memoryLimitMiB} MiB of memory and was ended.`);
  }
}
