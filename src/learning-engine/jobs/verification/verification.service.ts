import { Injectable } from '@nestjs/common';
import { EngineScope } from '../../database/engine-scope.js';
import { type ChangeOptions } from '../../database/retry/in-transaction.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { checkInstant, InvalidArgumentError } from '../../errors/input.errors.js';
import { JobNotFoundError } from '../../errors/job.errors.js';
import { AlgoVersionNotFoundError } from '../../errors/registry.errors.js';
import { isStorableText } from '../../json/json-text.js';
import { type JobRun } from '../job-run.js';
import { JobsService } from '../jobs.service.js';
import { isVerifiedSample, VERIFIED_REASON } from './verification-args.js';
import { type VerificationReport } from './verification-report.js';
import { VERIFICATION_KIND } from './verification-kind.js';
import { VERSIONS } from './verification.statements.js';

/** Which runs are verified, who asks for it, and why. */
export interface StartVerificationOptions extends ChangeOptions<JobRun> {
  /** This run alone: without a window, a sample, a seed, a key and a version. */
  runId?: string;
  /** Runs that started then or later. Default all. */
  since?: Date;
  /** Runs that started before. Default when the job begins. */
  until?: Date;
  /** How many runs are drawn, 1 to 10,000, or all. Default 1,000. */
  sample?: number | 'all';
  /** The same seed draws the same runs of a window. Default the id of the job. */
  seed?: string;
  /** Runs of this key only. */
  algoKey?: string;
  /** Runs of versions of this name only. */
  version?: string;
  /** At most 1,000 characters that show as they are. */
  reason?: string | null;
  actorUserId?: string | null;
}

/** Runs that are computed again, with the progress, and the report once it is there. */
export interface Verification {
  job: JobRun;
  report: VerificationReport | null;
}

/**
 * Computes recorded runs again, and says of each version whether they come out as they did. A worker does it, by its own code.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class VerificationService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly jobs: JobsService,
  ) {}

  /**
   * Queues a verification.
   *
   * @example
   * ```ts
   * const job = await verifications.start({ sample: 1000, reason: 'Before the audit' });
   * ```
   * @throws AlgoVersionNotFoundError when there is no such key or version
   * @throws InvalidArgumentError naming the argument; in each case nothing is queued
   */
  async start(options: StartVerificationOptions = {}): Promise<JobRun> {
    const { runId, since, until, sample, seed, algoKey, version, reason, actorUserId, ...change } = options;
    if (sample !== undefined && !isVerifiedSample(sample)) throw new InvalidArgumentError('sample', VERIFIED_REASON);
    await this.checkVersions(algoKey, version);
    const args = {
      ...{ run_id: runId, sample, seed, version, algo_key: algoKey },
      since: since && checkInstant('since', since).toISOString(),
      until: until && checkInstant('until', until).toISOString(),
    };
    const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
    return this.jobs.enqueue(VERIFICATION_KIND, given, { ...change, reason, createdByUserId: actorUserId });
  }

  /** @throws JobNotFoundError when no verification has this id */
  async get(jobId: string): Promise<Verification> {
    const job = await this.jobs.getJob(jobId);
    if (job.kind !== VERIFICATION_KIND) throw new JobNotFoundError(jobId);
    return { job, report: job.result as VerificationReport | null };
  }

  private async checkVersions(algoKey?: string, version?: string): Promise<void> {
    if (algoKey === undefined && version === undefined) return;
    const named = [algoKey ?? null, version ?? null];
    const areTexts = named.every((name) => name === null || isStorableText(name));
    const known = areTexts ? await queryWithRetry(() => this.scope.dataSource.query<object[]>(VERSIONS, named)) : [];
    if (known.length === 0) {
      throw new AlgoVersionNotFoundError({ algoKey: algoKey ?? 'any', version: version ?? 'any' });
    }
  }
}
