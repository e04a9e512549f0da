import { type AnswerFile } from '../answer-files/read-answer-file.js';
import { evaluationView } from '../evidence/evaluations/evaluation-view.js';
import { type EvaluationReport } from '../evidence/evaluations/evaluation-report.js';
import { type Evaluated } from '../evidence/evaluations/evaluations.service.js';
import { type ByGroup } from '../evidence/by-group.js';
import { type Comparison, type ContenderMeasures, type Evaluation } from '../evidence/evaluation.js';
import { byGroupText } from './by-group-text.js';
import { type CommandResult } from './command.js';
import { table } from './table.js';

const MOST_LEFT_OUT = 10;

/** What an evaluation found, for people. */
export function evaluationText(
  evaluation: Evaluation & { by_group?: ByGroup },
  { leftOut, leftOutCount }: AnswerFile,
): string {
  return [
    countsText(evaluation),
    leftOutCount > 0 ? `${leftOutCount} rows are no answers:\n` : '',
    ...leftOut.slice(0, MOST_LEFT_OUT).map(({ line, reason }) => `  line ${line}: ${reason}\n`),
    measuresText(evaluation),
    evaluation.by_group ? byGroupText(evaluation.by_group) : '',
  ].join('');
}

/** An evaluation of stored answers, for people and for programs. */
export function evaluationResult(evaluated: Evaluated): CommandResult {
  const data = evaluationView(evaluated);
  const { id, status, algo_key, version, error_message, report, digest } = data;
  const head = `Evaluation ${id} of ${algo_key} ${version}: ${status}\n`;
  if (!report) return { text: `${head}${error_message ? `${error_message}\n` : ''}`, data };
  const text = [head, '\n', pairsText(report), countsText(report), measuresText(report), `\nDigest ${digest}\n`];
  return { text: text.join(''), data };
}

function pairsText({ active, candidate, failures, rapid, all_learners, learners }: EvaluationReport): string {
  return [
    active ? `active: ${active.version}, set ${active.params_id}\n` : '',
    `candidate: ${candidate.version}, set ${candidate.params_id}\n`,
    learners < all_learners ? `A sample of ${learners} of ${all_learners} learners.\n` : '',
    rapid > 0 ? `${rapid} answers came too fast to be any, and are not judged.\n` : '',
    failures.candidate > 0 ? `The candidate fails for ${failures.candidate} learners, who are not judged.\n` : '',
    failures.active > 0 ? `What is active fails for ${failures.active} learners, who are not judged.\n` : '',
  ].join('');
}

function countsText({ learners, answers, judged, not_predicted, right, classes, intervals_over }: Evaluation): string {
  return [
    `${answers} answers of ${learners} learners; ${judged} judged, ${share(right)} of them right.\n`,
    not_predicted > 0 ? `${not_predicted} answers are not predicted by every version, and not judged.\n` : '',
    intervals_over === 'classes' ? `Intervals are over ${classes} classes.\n` : '',
  ].join('');
}

export const measuresText = ({ contenders, comparisons }: Pick<Evaluation, 'contenders' | 'comparisons'>): string =>
  [
    '\n',
    table(['', 'log loss', '95 %', 'AUC', 'Brier', 'calibration error'], contenders.map(row)),
    '\n',
    ...comparisons.map(sentence),
  ].join('');

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
  const why = log_loss_difference === 0 ? 'both predict the same' : 'too few learners for an interval';
  const range = interval ? `95 % ${interval.map(signed).join(' to ')}` : why;
  return `${name} ${says}: log loss ${signed(log_loss_difference)} (${range}).\n`;
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(4)}`;
