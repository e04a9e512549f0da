import { Alert, Stack, Text } from '@mantine/core';
import { DataTable } from '../shared/data-table';
import { count, measure, within } from '../shared/numbers';
import { text } from '../strings';
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
      <DataTable
        label={text.evidence.evaluationOf(name)}
        items={contenders}
        rowKey={(contender) => contender.name}
        columns={[
          {
            header: text.evidence.contender,
            cell: (contender) => text.evidence.contenders[contender.name as 'active'] ?? contender.name,
          },
          {
            header: text.evidence.logLoss,
            cell: ({ log_loss, log_loss_interval }) => within(log_loss, log_loss_interval, measure),
            numeric: true,
          },
          { header: text.evidence.auc, cell: ({ auc }) => measure(auc), numeric: true },
          { header: text.evidence.brier, cell: ({ brier }) => measure(brier), numeric: true },
          {
            header: text.evidence.calibrationError,
            cell: ({ calibration_error }) => measure(calibration_error),
            numeric: true,
          },
        ]}
      />
    </Stack>
  );
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${measure(value)}`;
