import { DataTable } from '../shared/data-table';
import { measure, within } from '../shared/numbers';
import { text } from '../strings';
import { type Contender } from './reports';

/** How well each of several contenders predicts the same answers. */
export const ContendersTable = ({ label, contenders }: { label: string; contenders: readonly Contender[] }) => (
  <DataTable
    label={label}
    items={contenders}
    rowKey={({ name }) => name}
    columns={[
      { header: text.evidence.contender, cell: ({ name }) => text.evidence.contenders[name as 'active'] ?? name },
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
);
