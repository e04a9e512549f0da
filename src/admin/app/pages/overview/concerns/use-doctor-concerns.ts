import { api } from '../../../api/client';
import { text } from '../../../strings';
import { type Looked, looked } from './concern';

/** What in the database is not as it should be: above all that it takes no writes. */
export function useDoctorConcerns(): Looked {
  const query = api.useQuery('get', '/v1/learning/doctor');
  const findings = query.data?.findings ?? [];
  const isReadOnly = ({ code }: { code: string }) => code === 'READ_ONLY';
  const ordered = [...findings.filter(isReadOnly), ...findings.filter((finding) => !isReadOnly(finding))];
  return looked(
    query,
    text.overview.theDatabase,
    ordered.map((finding) => ({
      key: `${finding.code} ${finding.subject}`,
      words: isReadOnly(finding) ? `${text.overview.notReady} ${finding.message}` : finding.message,
      remedy: finding.remedy,
    })),
  );
}
