import { Alert, Stack, Text } from '@mantine/core';
import { count, measure, signed, within } from '../shared/numbers';
import { text } from '../strings';
import { ContendersTable } from './contenders-table';
import { type EvaluationReport, type Verdict } from './reports';

const COLORS: Record<Verdict, string> = { better: 'teal', worse: 'red', 'cannot tell': 'gray' };

/** Which of the contenders predicts answers best, in a sentence and in numbers. */
export function EvaluationSummary({ name, report }: { name: string; report: EvaluationReport }) {
  const { verdict, comparisons, contenders, failures } = report;
  const compared = comparisons.find((comparison) => comparison.name === 'candidate');
  return (
    <Stack gap="sm">
      <Alert color={verdict ? COLORS[verdict] : 'gray'} title={text.evidence.verdicts[verdict ?? 'none']}>
        {compared && (
          <Text size="sm">
            {text.evidence.difference}: {within(compared.log_loss_difference, compared.interval, signed)}
            {compared.smallest_difference !== null &&
              ` · ${text.evidence.smallest(measure(compared.smallest_difference))}`}
          </Text>
        )}
        <Text size="sm">
          {text.evidence.judged(count(report.judged), count(report.learners), count(report.all_learners))}
          {report.not_predicted > 0 && ` ${text.evidence.notPredicted(count(report.not_predicted))}`}
        </Text>
        {failures.candidate > 0 && <Text size="sm">{text.evidence.foldFails(count(failures.candidate))}</Text>}
      </Alert>
      <Text size="sm" c="dimmed">
        {text.evidence.measuresHelp}
      </Text>
      <ContendersTable label={text.evidence.evaluationOf(name)} contenders={contenders} />
    </Stack>
  );
}
