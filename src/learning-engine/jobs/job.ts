import { type EntityManager } from 'typeorm';
import { type JsonObject, type JsonValue } from '../json/json.js';

/** Computes in a process of its own; see `JobContext.compute`. */
export type ComputeInChild = <Found extends JsonValue>(
  module: string,
  input: JsonValue,
  limits?: { timeLimitMs?: number },
) => Promise<Found>;

/** What a job is given while it works. */
export interface JobContext {
  readonly jobId: string;
  /** Aborted when the job was cancelled or another worker has taken it over, and when this process must stop now. */
  readonly signal: AbortSignal;
  /**
   * Computes in a child process of low priority, which a loop or a full memory cannot take along: calls the function `compute`
   * that a module exports with a JSON value, and answers the JSON value that it returns.
   *
   * @param module URL of the module, made by `new URL` from its path and `import.meta.url`
   * @param limits.timeLimitMs what this call may take; default what the kind allows
   * @throws JobTimedOutError, JobOutOfMemoryError when it takes more than it may; JobFailedError with the place where
   * the function threw
   */
  readonly compute: ComputeInChild;
  /**
   * For what `plan` and `work` write in a transaction of their own: it fails unless this worker still holds the job, and until it has ended no
   * other one takes the job over. Call it last in the transaction, as the job is not kept meanwhile.
   *
   * @throws an error that ends the work of this worker, where the job was cancelled, taken over, or has ended
   */
  readonly hold: (manager: EntityManager) => Promise<void>;
}

/** How much there is to do, and where to begin. */
export interface JobPlan<Cursor extends JsonObject> {
  /** In units of the kind's own, such as learners; null where it cannot be known. */
  total: number | null;
  cursor: Cursor;
}

/** What a chunk has done. */
export type JobStep<Cursor extends JsonObject> =
  | {
      /** How many units. */
      done: number;
      /** Where the next chunk begins. */
      cursor: Cursor;
    }
  | {
      done: number;
      /** What the job has found: it has ended. Ids and numbers, at most 1 MiB; nothing that a person put in. */
      result: JsonObject;
    };

/**
 * A kind of job: work that is cut into chunks, one after the other, and outlives the process that does it. Declare it by
 * `@JobKind`.
 *
 * `plan` and `work` may be called again, in another process, when one was killed in the middle. What `write` writes by `manager` takes
 * effect once: it is committed with the cursor and the progress, or not at all.
 */
export interface Job<Args extends object = object, Cursor extends JsonObject = JsonObject, Found = unknown> {
  /** Called before the first chunk. */
  plan(args: Args, context: JobContext): Promise<JobPlan<Cursor>>;
  /** The long part of a chunk, outside of any transaction: reads and computes. */
  work(cursor: Cursor, args: Args, context: JobContext): Promise<Found>;
  /** The short part of a chunk: writes what `work` has found, in the transaction of `manager`. */
  write(found: Found, cursor: Cursor, args: Args, manager: EntityManager): Promise<JobStep<Cursor>> | JobStep<Cursor>;
}
