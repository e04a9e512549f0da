import { type AnswerFile } from '../answer-files/read-answer-file.js';
import { type Comparison, type ContenderMeasures, type Evaluation } from '../evidence/evaluate.js';
import { table } from './table.js';

const MOST_LEFT_OUT = 10;

/** What an evaluation found, for people. */
export function evaluationText(evaluation: Evaluation, { leftOut, leftOutCount }: AnswerFile): string {
  const { learners, answers, judged, not_predicted, right, contenders, comparisons } = evaluation;
  return [
    `${answers} answers of ${learners} learners; ${judged} judged, ${share(right)} of them right.\n`,
    not_predicted > 0 ? `${not_predicted} answers are not predicted by every version, and not judged.\n` : '',
    leftOutCount > 0 ? `${leftOutCount} rows are no answers:\n` : '',
    ...leftOut.slice(0, MOST_LEFT_OUT).map(({ line, reason }) => `  line ${line}: ${reason}\n`),
    '\n',
    table(['', 'log loss', '95 %', 'AUC', 'Brier', 'calibration error'], contenders.map(row)),
    '\n',
    ...comparisons.map(sentence),
  ].join('');
}

const share = (value: number): string => `${(value * 100).toFixed(1)} %`;

const row = ({ name, log_loss, log_loss_interval, auc, brier, calibration_error }: ContenderMeasures) => [
  name,
  log_loss.toFixed(4),
  log_loss_interval && log_loss_interval.map((end) => end.toFixed(3)).join('–'),
  auc === null ? null : auc.toFixed(3),
  brier.toFixed(4),
  calibration_error.toFixed(3),
];

function sentence({ name, against, log_loss_difference, interval, verdict }: Comparison): string {
  const says = verdict === 'cannot tell' ? `cannot be told from ${against}` : `is ${verdict} than ${against}`;
  const range = interval ? `95 % ${interval.map(signed).join(' to ')}` : 'too few learners for an interval';
  return `${name} ${says}: log loss ${signed(log_loss_difference)} (${range}).\n`;
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(4)}`;
