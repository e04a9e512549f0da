import { JobFailedError } from '../../errors/job.errors.js';

/** A version with its parameters that cannot be fitted, or by which nothing can be. */
export class RejectedFit extends JobFailedError {
  constructor(algoKey: string, version: string, reason: string) {
    super(`${algoKey} ${version} cannot be used: ${reason}`);
  }
}

export const noActiveVersion = (algoKey: string): JobFailedError =>
  new JobFailedError(`No version of ${algoKey} is active: name one by version.`);
