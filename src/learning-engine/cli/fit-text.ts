import { type CandidateReport } from '../evidence/fits/candidate.compute.js';
import { type FitReport } from '../evidence/fits/fit-reports.service.js';
import { measuresText } from './evaluation-text.js';
import { table } from './table.js';

type Content = CandidateReport & { reason: string | null };

/** What a fit has found, for people. */
export function fitText({ id, algoKey, version, outcome, paramsId, report, digest }: FitReport): string {
  const { reason, judge_from, trained, judged, evaluation, differences } = report as unknown as Content;
  return [
    `Fit ${id} of ${algoKey} ${version}: ${outcome}\n`,
    reason === null ? '' : `${reason}\n`,
    paramsId === null ? '' : `The candidate is set ${paramsId}. It is not active.\n`,
    `\nTrained on ${trained.answers} answers of ${trained.learners} learners,\n`,
    `judged by ${judged.answers} answers of ${judged.learners} others from ${judge_from} on.\n`,
    evaluation ? measuresText({ ...evaluation, comparisons: [] }) : '',
    differences ? differencesText(differences) : '',
    `\nDigest ${digest}\n`,
  ].join('');
}

function differencesText(differences: NonNullable<Content['differences']>): string {
  const rows = Object.entries(differences).map(([against, { mean, interval }]) => [
    against,
    mean.toFixed(4),
    interval && interval.map((end) => end.toFixed(4)).join(' to '),
  ]);
  return `\nLog loss of the candidate less that of others: below 0 is better.\n\n${table(['', 'difference', '95 %'], rows)}`;
}
