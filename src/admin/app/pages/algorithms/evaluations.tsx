import { Stack, Text, Title } from '@mantine/core';
import { api } from '../../api/client';
import { EvaluationSummary } from '../../evidence/evaluation-report';
import { Reliability } from '../../evidence/reliability';
import { type EvaluationReport } from '../../evidence/reports';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName } from './active-pair';

/** How well versions predict stored answers: the newest evaluation of each. */
export function Evaluations({ algoKey }: { algoKey: string }) {
  const query = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/evaluations', {
    params: { path: { algo_key: algoKey }, query: { limit: 50 } },
  });
  return (
    <Loaded query={query}>
      {({ evaluations }) => {
        const all = evaluations.map(({ report, ...rest }) => ({
          ...rest,
          report: report as unknown as EvaluationReport,
        }));
        const newest = all.filter(
          ({ report: { candidate } }, index) =>
            all.findIndex(({ report }) => report.candidate.version === candidate.version) === index,
        );
        if (newest.length === 0) return <Text c="dimmed">{text.evidence.noEvaluations}</Text>;
        return (
          <Stack gap="xl">
            {newest.map(({ id, as_of, report }) => {
              const name = pairName(report.candidate)!;
              return (
                <Stack key={id} component="section" gap="sm">
                  <Title order={2} size="h4">
                    {name}
                  </Title>
                  <Text size="sm" c="dimmed">
                    {text.evidence.asOf} <Time at={as_of} />
                  </Text>
                  <EvaluationSummary name={name} report={report} />
                  <Reliability
                    name={name}
                    bins={report.contenders.find((contender) => contender.name === 'candidate')!.bins}
                  />
                </Stack>
              );
            })}
          </Stack>
        );
      }}
    </Loaded>
  );
}
