import { type DataSource } from 'typeorm';

const REPORT = {
  ...{ learners_with_answers: 10, learners_drawn: 10, not_first: 0, other_versions: 0, questions: [] },
  left_out: { count: 0, questions: [] },
};

/** An analysis as if a job had made it: of a parameter set of `mistakes` that is there. */
export async function storeMistakeAnalysis(
  dataSource: DataSource,
  jobId: string,
  { bankId = 'algebra', groupId = null }: { bankId?: string | null; groupId?: string | null } = {},
): Promise<void> {
  await dataSource.query(
    `INSERT INTO mistake_analyses (id, bank_id, group_id, algo_version_id, params_id, as_of, answers_until, outcome, learners, answers,
       report, result, digest)
     SELECT $1, $2, $3, p.algo_version_id, p.id, now(), now(), 'ANALYSED', 10, 20, $4, '{}', sha256('')
     FROM algo_params p JOIN algo_versions v ON v.id = p.algo_version_id WHERE v.algo_key = 'mistakes' LIMIT 1`,
    [jobId, bankId, groupId, JSON.stringify(REPORT)],
  );
}
