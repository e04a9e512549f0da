import { type VerificationReport, type VerifiedVersion } from './verification-report.js';
import { VERIFICATION_KIND } from './verification-kind.js';

/** What verifying has found of a version, the last time that there were runs of it. */
export interface LastVerification extends VerifiedVersion {
  jobId: string;
  /** When, as PostgreSQL writes it. */
  endedAt: string;
}

/** How many reports are looked through. */
const REPORTS = 100;

/** $1 tenant, $2 kind. That one run comes out as it did says nothing of its version. */
const LAST_REPORTS = `
  SELECT id::text AS "jobId", ended_at::text AS "endedAt", result -> 'versions' AS versions FROM job_runs
  WHERE tenant = $1 AND kind = $2 AND status = 'SUCCESS' AND NOT args ? 'run_id' ORDER BY id DESC LIMIT ${REPORTS}`;

/**
 * Of each version the last verification that found runs of it.
 *
 * @param query asks the database
 */
export async function lastVerifications(
  query: <Row>(text: string, values: unknown[]) => Promise<Row[]>,
  tenant: string,
): Promise<LastVerification[]> {
  type Row = Pick<LastVerification, 'jobId' | 'endedAt'> & Pick<VerificationReport, 'versions'>;
  const rows = await query<Row>(LAST_REPORTS, [tenant, VERIFICATION_KIND]);
  const last = new Map<string, LastVerification>();
  for (const { jobId, endedAt, versions } of rows) {
    for (const version of versions) {
      const name = `${version.algo_key} ${version.version}`;
      if (!last.has(name)) last.set(name, { ...version, jobId, endedAt });
    }
  }
  return [...last.values()];
}
