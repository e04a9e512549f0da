import { type PreviewPart, type Share, type Total } from '../evidence/previews/preview-report.js';
import { type Interval } from '../evidence/previews/stratified.js';
import { previewView } from '../evidence/previews/preview-view.js';
import { type Preview } from '../evidence/previews/previews.service.js';
import { type PreviewReport } from '../evidence/previews/report-of.js';
import { type CommandResult } from './command.js';
import { table } from './table.js';

const MOST_SHOWN = 5;

/** A preview for people, and for programs. */
export function previewResult(preview: Preview): CommandResult {
  const data = previewView(preview);
  const { id, status, algo_key, version, error_message, report, digest } = data;
  const head = `Preview ${id} of ${algo_key} ${version}: ${status}\n`;
  if (!report) return { text: `${head}${error_message ? `${error_message}\n` : ''}`, data };
  return { text: `${head}\n${reportText(report, data.most_changed_learners)}\nDigest ${digest}\n`, data };
}

function reportText(report: PreviewReport, learners: readonly (string | null)[]): string {
  const { total, active, candidate, most_changed, left_out } = report;
  const { all, sampled } = total.learners;
  return [
    `${active ? `${active.version}, set ${active.params_id}` : 'No states'}, as it is active, against\n`,
    `${candidate.version}, set ${candidate.params_id}.\n`,
    all === sampled ? `All ${all} learners.\n` : `${sampled} of ${all} learners; with 95 % intervals.\n`,
    '\n',
    table(['', 'active', 'candidate'], rowsOf(total)),
    ...sentencesOf(total),
    most_changed.length > 0 ? '\nWho changes most:\n' : '',
    most_changed.length > 0
      ? table(
          ['learner', 'states', 'due today', 'gained', 'lost'],
          most_changed
            .slice(0, MOST_SHOWN)
            .map(({ moved, due_today, gained, lost }, index) => [
              learners[index] ?? 'erased',
              moved,
              `${due_today.active} → ${due_today.candidate}`,
              ...[gained, lost],
            ]),
        )
      : '',
    '\n',
    ...left_out.map(({ what, why }) => `Without ${what}: ${why}\n`),
  ].join('');
}

const rowsOf = ({ states, due = [], forecast = [], mastered }: PreviewPart) => [
  ['states', number(states.active), number(states.candidate)],
  ...due.flatMap(({ within, active, candidate }) => [
    [`due ${within}`, number(active), number(candidate)],
    ['  half of the learners at most', active.p50, candidate.p50],
    ['  95 % of them at most', active.p95, candidate.p95],
    ['  one at most', active.max, candidate.max],
  ]),
  ...forecast.flatMap(({ within, learners, due: left, reviews, minutes_per_day: minutes }) => [
    [`forecast for ${number(learners)} learners: due in ${within}`, number(left.active), number(left.candidate)],
    ['  answers until then', number(reviews.active), number(reviews.candidate)],
    ['  minutes a day', mean(minutes.active), mean(minutes.candidate)],
  ]),
  ...(mastered ? [['mastered', number(mastered.active), number(mastered.candidate)]] : []),
];

function sentencesOf({ intervals, beyond_observed, extrapolates, mastered, values, failures }: PreviewPart): string[] {
  return [
    ...(intervals
      ? [`Intervals beyond 3 times: ${share(intervals.beyond_3)}; below a third: ${share(intervals.below_third)}.\n`]
      : []),
    ...(beyond_observed
      ? [
          `Intervals longer than 95 % of those seen so far: ${share(beyond_observed)}.${extrapolates ? ' The candidate extrapolates.' : ''}\n`,
        ]
      : []),
    ...(mastered ? [`Mastery gained: ${number(mastered.gained)}; lost: ${number(mastered.lost)}.\n`] : []),
    ...(values ? [`|Change| of values: half at most ${values.change.p50}, 95 % at most ${values.change.p95}.\n`] : []),
    ...failures.candidate.map(
      ({ code, learners }) => `The candidate fails for ${number(learners)} learners: ${code}.\n`,
    ),
  ];
}

const short = (value: number): string => String(Math.round(value));

const number = ({ total, interval }: Total): string =>
  interval && interval[0] !== interval[1]
    ? `${short(total)} (${interval.map(short).join('–')})`
    : `${short(total)}${interval ? '' : ' (?)'}`;

const mean = (given: { mean: number; interval: Interval } | null): string | null =>
  given &&
  `${given.mean.toFixed(1)}${given.interval ? ` (${given.interval.map((end) => end.toFixed(1)).join('–')})` : ' (?)'}`;

const percent = (value: number): string => (value * 100).toFixed(1);

const share = (given: Share | null): string =>
  given === null
    ? 'none to compare'
    : `${percent(given.share)} %${
        given.interval && given.interval[0] !== given.interval[1] ? ` (${given.interval.map(percent).join('–')})` : ''
      }`;
