import { type Report } from '../../../json/problem.js';
import { drawnTowards, ownShare } from '../../../kit/fitting/drawn-towards.js';
import { problemOfWeights } from '../../../kit/fsrs/weights.js';
import { type RevisionV2Input, type RevisionV2Weights } from './revision-v2.contract.js';
import { type RevisionV2Params } from './revision-v2.params.js';

/** Settings of a learner, and how far their weights are the learner's own. */
export interface OwnSettings {
  settings: Readonly<RevisionV2Params>;
  weights: RevisionV2Weights;
}

/** The settings that run for a learner. Reports own weights that cannot run with the parameters. */
export function settingsFor(
  params: Readonly<RevisionV2Params>,
  { own_weights, request_retention }: Readonly<RevisionV2Input>,
  report: Report,
): OwnSettings {
  if (!own_weights && request_retention === undefined) {
    return { settings: params, weights: { w: [...params.w], own_share: 0 } };
  }
  const own_share = ownShare(own_weights?.reviews ?? 0, params.own_weights_half);
  const w = drawnTowards(params.w, own_weights?.w ?? params.w, own_share);
  const settings = { ...params, w, request_retention: request_retention ?? params.request_retention };
  const wrong = problemOfWeights(settings);
  if (wrong) report(['own_weights', 'w', wrong.index], `leads to a weight that ${wrong.reason}`);
  return { settings, weights: { w, own_share } };
}
