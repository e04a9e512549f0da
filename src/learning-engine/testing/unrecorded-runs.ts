import { Injectable } from '@nestjs/common';
import { RunStatus } from '../domain/run-status.js';
import { AlgoRun } from '../database/entities/algo-run.entity.js';
import { NoDatabaseError } from '../errors/database.errors.js';
import { type RunLog } from '../execution/run-log.js';
import { type JsonObject } from '../json/json.js';
import { checkRunStart, type RunStart } from '../runs/run-start.js';

/** Runs that are checked as they start, as those of a database are, and not recorded. */
@Injectable()
export class UnrecordedRuns implements RunLog {
  logRunStart(start: RunStart): Promise<AlgoRun> {
    return Promise.resolve().then(() => {
      const run = checkRunStart(start, (summary) => summary as JsonObject);
      return Object.assign(new AlgoRun(), run, { status: RunStatus.RUNNING });
    });
  }

  logRunSuccess(): Promise<void> {
    return Promise.resolve();
  }

  logRunFailure(): Promise<void> {
    return Promise.resolve();
  }

  getRun(): Promise<never> {
    return Promise.reject(new NoDatabaseError());
  }
}
