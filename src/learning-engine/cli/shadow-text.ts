import { type Shadow, type ShadowComparison, type ShadowDurations, ShadowEnd } from '../evidence/shadows/shadow.js';
import { comparedShadowView, shadowView } from '../evidence/shadows/shadow-view.js';
import { type CommandResult } from './command.js';
import { instant, table } from './table.js';

const BECAUSE = {
  [ShadowEnd.BUDGET]: 'its budget is spent',
  [ShadowEnd.DATE]: 'its date has come',
  [ShadowEnd.ACTIVATION]: 'the active pair changed',
  [ShadowEnd.ENDED]: 'a user ended it',
} satisfies Record<ShadowEnd, string>;

const stateOf = ({ endedAt, endedBy, until }: Shadow): string =>
  endedAt && endedBy ? `ended ${instant(endedAt)}, because ${BECAUSE[endedBy]}` : `computes until ${instant(until)}`;

function textOf(shadow: Shadow): string {
  const { id, algoKey, version, active, percent, budget, runs } = shadow;
  const failures = Object.entries(runs.failures).map(([code, count]) => `, ${count} ${code}`);
  return [
    `Shadow ${id} of ${algoKey} ${version}: ${stateOf(shadow)}`,
    `Beside ${active.version}, set ${active.paramsId}; ${percent} % of its runs, at most ${budget}.`,
    `${runs.started} runs: ${runs.succeeded} succeeded, ${runs.failed} failed${failures.join('')}; ${runs.dropped} dropped.\n`,
  ].join('\n');
}

export const shadowResult = (shadow: Shadow): CommandResult => ({ text: textOf(shadow), data: shadowView(shadow) });

export function comparedShadowResult(shadow: Shadow & { comparison: ShadowComparison }): CommandResult {
  const { durations, equal, difference } = shadow.comparison;
  const row = (name: string, { p50Ms, p95Ms }: ShadowDurations) => [name, shown(p50Ms), shown(p95Ms)];
  const rows = [row('active', durations.active), row('candidate', durations.candidate)];
  const outputs =
    equal === null
      ? ''
      : `\nSame output: ${(equal * 100).toFixed(1)} %. In numbers alone ${difference.runs} differ: by ${shown(difference.median)} at the median, ${shown(difference.largest)} at most.\n`;
  return {
    text: `${textOf(shadow)}\n${table(['', 'p50 ms', 'p95 ms'], rows)}${outputs}`,
    data: comparedShadowView(shadow),
  };
}

const shown = (number: number | null): string => (number === null ? '-' : number.toPrecision(3));
