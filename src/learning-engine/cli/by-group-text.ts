import { type ByGroup, type GroupFigure } from '../evidence/by-group.js';
import { table } from './table.js';

const TITLES = ['', 'group', 'log loss', 'overestimation', '95 %', 'wrong after mastery', '95 %', 'answers needed', 'mastered']; // prettier-ignore

/** How contenders do for groups of learners, for people. */
export function byGroupText({ smallest_cell, without_group, too_small, groups, gaps }: ByGroup): string {
  const names = gaps.map(({ name }) => name);
  const rows = names.flatMap((name, index) =>
    groups.map(({ group, contenders }) => {
      const { log_loss, overestimation, false_mastery, practice_needed, mastered } = contenders[index]!;
      return [
        ...[name, group, meanOf(log_loss, 4), signed(overestimation), rangeOf(overestimation)],
        ...[meanOf(false_mastery, 3), rangeOf(false_mastery), meanOf(practice_needed, 1), meanOf(mastered, 3)],
      ];
    }),
  );
  return [
    '\nBy group:\n',
    table(['group', 'learners', 'answers', 'right'], groups.map(({ group, learners, judged, right }) => [group, learners, judged, right.toFixed(3)])), // prettier-ignore
    '\n',
    table(TITLES, rows),
    ...gaps.map(({ name, calibration_gap, between }) =>
      between && calibration_gap !== null
        ? `\n${name}: calibration gap ${calibration_gap.toFixed(3)}, between ${between.join(' and ')}.`
        : `\n${name}: no calibration gap, as there are not two groups.`,
    ),
    '\n',
    too_small.length > 0 ? `Nothing is said of fewer than ${smallest_cell} learners: ${too_small.join(', ')}.\n` : '',
    without_group > 0 ? `${without_group} learners have no group.\n` : '',
  ].join('');
}

const meanOf = (figure: GroupFigure | null, digits: number): string | null => figure && figure.mean.toFixed(digits);

const signed = (figure: GroupFigure | null): string | null =>
  figure && `${figure.mean > 0 ? '+' : ''}${figure.mean.toFixed(3)}`;

const rangeOf = (figure: GroupFigure | null): string | null =>
  figure?.interval?.map((end) => end.toFixed(3)).join(' to ') ?? null;
