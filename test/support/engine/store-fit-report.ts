import { type DataSource } from 'typeorm';

/** A report as if a job had made it: of a parameter set of `mastery` that is there. */
export async function storeFitReport(dataSource: DataSource, jobId: string): Promise<void> {
  await dataSource.query(
    `INSERT INTO fit_reports (id, kind, algo_key, algo_version_id, base_params_id, outcome, report, digest)
     SELECT $1, 'fit.mastery', 'mastery', p.algo_version_id, p.id, 'TOO_FEW_ANSWERS', '{}', sha256('')
     FROM algo_params p JOIN algo_versions v ON v.id = p.algo_version_id WHERE v.algo_key = 'mastery' LIMIT 1`,
    [jobId],
  );
}
