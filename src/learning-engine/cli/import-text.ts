import { type JobRun } from '../jobs/job-run.js';
import { type CommandResult } from './command.js';
import { type ComparedStates } from './compare-states.js';
import { type Reconciliation } from './reconcile.js';
import { table } from './table.js';
import { jobResult } from './watch-job.js';

const MEANINGS = {
  recorded: 'in the log now',
  duplicate: 'were there before',
  voided: 'withdrawn: the other system has voided them',
  conflict: 'another answer has the id, and stays',
  quarantined: 'kept, and do not count: the time cannot be true',
  invalid: 'are no answers',
  erased: 'of learners who were erased',
} as const;

/** What the job of an import has found. */
type Report = Record<keyof typeof MEANINGS | 'rows', number> & {
  source: string;
  reasons: { outcome: string; reason: string; count: number }[];
};

/** What was found beside it, where the answers are from a table. */
interface Compared {
  reconciliation?: Reconciliation;
  compared?: ComparedStates;
}

/** What became of the lines of an import. */
export function importResult(job: JobRun, found: Compared = {}): CommandResult {
  if (job.result === null) return jobResult(job);
  const report = job.result as unknown as Report;
  const outcomes = Object.entries(MEANINGS).map(([outcome, meaning]) => [
    String(report[outcome as keyof typeof MEANINGS]),
    outcome,
    meaning,
  ]);
  const reasons = report.reasons.map(({ count, outcome, reason }) => [String(count), outcome, reason]);
  const text = [
    `${report.rows} lines of ${report.source}`,
    '',
    table(['lines', 'outcome', ''], outcomes),
    ...(reasons.length > 0 ? ['', table(['lines', 'outcome', 'reason'], reasons)] : []),
    ...(found.reconciliation ? ['', reconciliationText(found.reconciliation)] : []),
    ...(found.compared ? ['', comparedText(found.compared)] : []),
  ];
  return { text: `${text.join('\n')}\n`, data: { ...report, ...found } };
}

function reconciliationText({ learners, equal, differing }: Reconciliation): string {
  const rows = differing.map(({ learner, source, log }) => [learner, source, log]);
  const sum = `${equal} of ${learners} learners have as many answers in the log as in the table.\n`;
  return rows.length === 0 ? sum : `${sum}\n${table(['learner', 'in the table', 'in the log'], rows)}`;
}

function comparedText({ states, equal, missing, differing, ...largest }: ComparedStates): string {
  const { largest_value_difference: value, largest_due_difference_seconds: due } = largest;
  const differences = [
    ...(value === null ? [] : [`by ${value} in value`]),
    ...(due === null ? [] : [`by ${due} s in time`]),
  ];
  const sum = `${equal} of ${states} states are equal; ${missing} are not here. They differ ${differences.join(' and ') || 'in nothing'} at most.\n`;
  const rows = differing.map(({ learner, scope_id, theirs, ours }) => [learner, scope_id, theirs, ours]);
  return rows.length === 0 ? sum : `${sum}\n${table(['learner', 'of', 'before', 'now'], rows)}`;
}
