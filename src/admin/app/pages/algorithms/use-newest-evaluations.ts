import { api } from '../../api/client';
import { type EvaluationReport } from '../../evidence/reports';

export interface SetEvaluation {
  as_of: string;
  report: EvaluationReport;
}

/** The newest evaluation of each set of a version, by the id of the set, among the newest of the version. Empty until it is read. */
export function useNewestEvaluations(
  algoKey: string,
  version: string,
  isEnabled: boolean,
): ReadonlyMap<string, SetEvaluation> {
  const { data } = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/evaluations',
    { params: { path: { algo_key: algoKey }, query: { version, limit: 50 } } },
    { enabled: isEnabled },
  );
  const newest = new Map<string, SetEvaluation>();
  for (const { as_of, report } of data?.evaluations ?? []) {
    const read = report as unknown as EvaluationReport;
    const { params_id } = read.candidate;
    if (!newest.has(params_id)) newest.set(params_id, { as_of, report: read });
  }
  return newest;
}

/** What was measured of the candidate itself. */
export const measuresOf = ({ report }: SetEvaluation) => report.contenders.find(({ name }) => name === 'candidate');
