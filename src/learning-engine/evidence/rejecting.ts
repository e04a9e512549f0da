import { CannotEvaluateError, CannotPreviewError } from '../errors/evidence.errors.js';
import { JobFailedError } from '../errors/job.errors.js';
import { AlgoVersionNotFoundError, ParamsNotFoundError } from '../errors/registry.errors.js';
import { CalibrationNotFoundError, SkillMapNotFoundError } from '../errors/set.errors.js';

const FINAL = [
  CannotEvaluateError,
  CannotPreviewError,
  AlgoVersionNotFoundError,
  ParamsNotFoundError,
  CalibrationNotFoundError,
  SkillMapNotFoundError,
];

/** What a job cannot find out now, it cannot find out later. */
export async function rejecting<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw FINAL.some((one) => error instanceof one) ? new JobFailedError((error as Error).message) : error;
  }
}
