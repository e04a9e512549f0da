import { type ReactNode } from 'react';
import { type Schemas } from '../../api/client';
import { type Column } from '../../shared/data-table';
import { measure } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { measuresOf, type SetEvaluation } from './use-newest-evaluations';

type Set = Schemas['ParamsResponse'];

/** How well each set predicted in its newest evaluation. No columns where none was evaluated. */
export function evidenceColumns(evaluations: ReadonlyMap<string, SetEvaluation>): Column<Set>[] {
  if (evaluations.size === 0) return [];
  const column = (header: string, say: (evaluation: SetEvaluation) => ReactNode): Column<Set> => ({
    header,
    cell: ({ id }) => {
      const evaluation = evaluations.get(id);
      return evaluation ? say(evaluation) : '–';
    },
  });
  return [
    { ...column(text.algorithms.logLoss, (one) => measure(measuresOf(one)?.log_loss)), numeric: true },
    { ...column(text.evidence.auc, (one) => measure(measuresOf(one)?.auc)), numeric: true },
    {
      ...column(text.algorithms.calibrationError, (one) => measure(measuresOf(one)?.calibration_error)),
      numeric: true,
    },
    column(text.algorithms.verdict, ({ report }) => text.algorithms.verdicts[report.verdict ?? 'none']),
    column(text.algorithms.evaluated, ({ as_of }) => <Time at={as_of} />),
  ];
}
