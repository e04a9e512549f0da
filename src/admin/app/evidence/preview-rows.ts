import { count, within } from '../shared/numbers';
import { text } from '../strings';
import { type Both, type PreviewPart, type Total } from './reports';

interface PreviewRow {
  what: string;
  active: string;
  candidate: string;
}

const total = ({ total: value, interval }: Total): string => within(value, interval, count);

const both = <T>(what: string, { active, candidate }: Both<T>, say: (side: T) => string): PreviewRow => ({
  ...{ what, active: say(active), candidate: say(candidate) },
});

/** The numbers of both sides, for all learners. What a report does not say has no row. */
export function previewRows({ states, due, forecast, mastered }: PreviewPart): PreviewRow[] {
  return [
    both(text.evidence.states, states, total),
    ...(due ?? []).flatMap((horizon) => [
      both(text.evidence.dueWithin(horizon.within), horizon, total),
      both(text.evidence.dueOfHalf(horizon.within), horizon, ({ p50 }) => count(p50)),
      both(text.evidence.dueOfMost(horizon.within), horizon, ({ p95 }) => count(p95)),
    ]),
    ...(mastered ? [both(text.evidence.mastered, mastered, total)] : []),
    ...(forecast ?? []).flatMap(({ within: days, reviews, due: dueThen, minutes_per_day }) => [
      both(text.evidence.reviews(days), reviews, total),
      both(text.evidence.dueAfter(days), dueThen, total),
      both(text.evidence.minutes(days), minutes_per_day, (side) =>
        within(side?.mean, side?.interval, (value) => value.toLocaleString(undefined, { maximumFractionDigits: 1 })),
      ),
    ]),
  ];
}
