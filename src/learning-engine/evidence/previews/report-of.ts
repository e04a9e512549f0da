import { type JsonObject } from '../../json/json.js';
import { compareTexts } from '../../kit/order.js';
import { type ComparedPairs, type FoldingPair } from '../folding-pairs.js';
import { CHANGE_UNIT, type Side } from './compare-states.js';
import { type NamedPair, namedPair } from '../named-pair.js';
import { HORIZONS, horizonsOf } from './preview-horizons.js';
import { type Both, partOf, type PreviewPart, type Said, saidOf } from './preview-report.js';
import { type PreviewedSets } from './preview-sets.js';
import { type SampledLearner, type StoredPreview } from './preview-sample.js';
import { addTo, newTally } from './preview-tally.js';
import { STRATA } from './preview.statements.js';
import { rounded, type Stratum } from './stratified.js';

/** A learner who changes much. */
export type ChangedLearner = {
  /** Stands for the learner: SHA-256 of the request, the learner's id and the digests of their answers. */
  commitment: string;
  /** Entries in their log. */
  answers: number;
  /** Scopes that are due today by one pair only, mastered by one only, in another band, or kept by one only. */
  moved: number;
  /** Sum of |candidate − active| over their values. */
  change: number;
  due_today: Record<Side, number>;
  gained: number;
  lost: number;
};

/** What a candidate would change, as of one moment. */
export type PreviewReport = {
  algo_key: string;
  /** Null where no version was active, or one that keeps no states. */
  active: NamedPair | null;
  candidate: NamedPair;
  /** The last entry of the activation log at that moment; null where there was none. */
  activation_id: string | null;
  /** UTC in ISO 8601. */
  now: string;
  sample: number | 'all';
  /** Calibrations and skill maps by which each side was folded; missing where there was none. */
  sets?: Both<PreviewedSets>;
  total: PreviewPart;
  /** By how many answers a learner has. */
  strata: ({ answers: string } & PreviewPart)[];
  /** At most 20, those who change most first. */
  most_changed: ChangedLearner[];
  /** What is not said, and why. */
  left_out: { what: string; why: string }[];
};

const MOST_CHANGED = 20;
const STRATUM_NAMES = STRATA.map((least, index) => `${least}${STRATA[index + 1] ? `–${STRATA[index + 1]! - 1}` : '+'}`);

/** The report on a preview, and the commitments of those who change most. */
export async function reportOf(
  { algoKey, request, activationId, strata: { sizes, waiting } }: StoredPreview,
  { active, candidate }: ComparedPairs,
  learners: AsyncIterable<SampledLearner>,
): Promise<{ report: JsonObject; keep: string[] }> {
  const strata = STRATA.map((_, index): Stratum => ({ of: sizes[index] ?? 0, tally: newTally() }));
  let most: SampledLearner[] = [];
  for await (const learner of learners) {
    addTo(strata[learner.stratum]!.tally, learner.comparison, HORIZONS.length);
    if (learner.comparison.moved > 0 || learner.comparison.change > 0) most = largest([...most, learner]);
  }
  const said = saidOf(strata);
  const horizons = horizonsOf(request.now);
  const report: PreviewReport = {
    ...{
      algo_key: algoKey,
      active: active ? namedPair(active) : null,
      candidate: namedPair(candidate),
      activation_id: activationId,
    },
    ...{ now: request.now, sample: request.sample ?? 'all', ...(request.sets && { sets: request.sets }) },
    total: partOf(strata, horizons, said),
    strata: strata.map((stratum, index) => ({
      answers: STRATUM_NAMES[index]!,
      ...partOf([stratum], horizons, said),
    })),
    most_changed: most.map(changedLearner),
    left_out: leftOut(said, active, waiting),
  };
  return { report: report as unknown as JsonObject, keep: most.map(({ commitment }) => commitment) };
}

const largest = (learners: readonly SampledLearner[]): SampledLearner[] =>
  learners
    .toSorted(
      (one, other) =>
        other.comparison.moved - one.comparison.moved ||
        other.comparison.change - one.comparison.change ||
        compareTexts(one.commitment, other.commitment),
    )
    .slice(0, MOST_CHANGED);

const changedLearner = ({ commitment, entries, comparison }: SampledLearner): ChangedLearner => {
  const { counts, moved, change } = comparison;
  const of = (name: string) => counts[name] ?? 0;
  return {
    ...{ commitment, answers: entries, moved, change: rounded(change * CHANGE_UNIT) },
    due_today: { active: of('due:0:active'), candidate: of('due:0:candidate') },
    ...{ gained: of('gained'), lost: of('lost') },
  };
};

function leftOut(said: Said, active: FoldingPair | undefined, waiting: number): PreviewReport['left_out'] {
  const all: [isLeftOut: boolean, what: string, why: string][] = [
    [!active, 'active', 'No version that keeps states of learners was active: all states are new.'],
    [!said.due, 'due', 'Neither version says when something is due.'],
    [!said.values, 'values', 'Neither version gives its states a value.'],
    [said.values && !said.bands, 'bands', 'The values are not all between 0 and 1.'],
    [said.unjudged, 'mastered', 'Only one of the versions says what is mastered.'],
    [!said.mastered && !said.unjudged, 'mastered', 'Neither version says what is mastered.'],
    [said.withheld, 'suspensions', 'What people keep from being due is counted as if they did not.'],
    [waiting > 0, 'inbox', `Answers of ${waiting} learners were not in their logs yet.`],
    [
      said.due && !said.forecast && !said.ahead,
      'forecast',
      'The candidate predicts no answers, or no learner could go on by it.',
    ],
    [said.due && said.ahead, 'forecast', 'Learners who have answers after `now` are not in it.'],
    [said.forecast && said.unexpected, 'forecast', 'Learners of whom a version expects nothing are not in it.'],
    [!said.due, 'forecast', 'Nothing becomes due.'],
    [true, 'next', 'Which questions would come next is not compared: there is no bank to choose from.'],
  ];
  return all.flatMap(([isLeftOut, what, why]) => (isLeftOut ? [{ what, why }] : []));
}
