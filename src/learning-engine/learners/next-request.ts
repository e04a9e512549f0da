import { InvalidArgumentError } from '../errors/input.errors.js';
import { sha256 } from '../json/canonical-json.js';
import { draftJson, writeJson } from '../json/copy-json.js';
import { type JsonValue } from '../json/json.js';
import { pathOf, placeOf } from '../json/problem.js';
import { compareTexts } from '../kit/order.js';
import { everyProblem } from '../schema/check-shape.js';
import { between, IntegerBetween } from '../schema/number-rules.js';
import { MatchesSchema } from '../schema/rule.js';
import { ListOf } from '../schema/value-rules.js';
import { HostId } from './answer.js';

export const MOST_ITEMS = 200;
export const MOST_CANDIDATES = 1000;
/** Room for the longest ids of all candidates. */
const LIMITS = { depth: 4, keys: 64, bytes: 2_097_152 };

/** A question that may be asked next. */
export class NextCandidate {
  @HostId({ optional: false, title: 'Item', description: "The host's id of the question." }) item_id: string;
  @HostId({ title: 'Skill', description: 'What the question asks for.' }) skill_id?: string;

  @MatchesSchema(
    { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' },
    {
      optional: true,
      title: 'Difficulty',
      description: 'On the scale of abilities; a question without one counts as an average one, 0.',
      unit: 'logits',
    },
  )
  difficulty?: number;
}

class Asked {
  @IntegerBetween(1, MOST_ITEMS) count: number;
  @ListOf(NextCandidate, { atMost: MOST_CANDIDATES }) candidates: readonly NextCandidate[];
}

/** What a learner may be asked next. */
export interface NextRequest {
  /** Whose active version chooses. Default `adaptive`. */
  algoKey?: string;
  /** How many questions are wanted, 1 to 200. */
  count: number;
  /** The questions to choose from, 1 to 1,000, each once. */
  candidates: readonly NextCandidate[];
}

/** A request in the one form that all ways to write it share. */
export interface JudgedRequest {
  algoKey: string;
  count: number;
  /** By their ids. */
  candidates: readonly NextCandidate[];
  /** SHA-256 of count and candidates, in hexadecimal digits. */
  digest: string;
}

/** @throws InvalidArgumentError naming what is wrong */
export function judgeRequest({ algoKey = 'adaptive', count, candidates }: NextRequest): JudgedRequest {
  const copy = draftJson({ count, candidates }, LIMITS);
  if ('problem' in copy) reject(placeOf(pathOf(copy.problem.pointer)), copy.problem.reason);
  const [problem] = everyProblem(Asked, copy.value);
  if (problem) reject(placeOf(problem.path), problem.reason);
  const asked = copy.value as unknown as Asked;
  if (asked.candidates.length === 0) reject('.candidates', 'must name at least one question');
  const sorted = [...asked.candidates].sort((one, other) => compareTexts(one.item_id, other.item_id));
  const twice = sorted.find(({ item_id }, index) => item_id === sorted[index + 1]?.item_id);
  if (twice) reject('.candidates', `must name each question once: ${twice.item_id} is there twice`);
  const value = { count: asked.count, candidates: sorted as unknown as JsonValue };
  const content = writeJson({ value, atLeastBytes: copy.atLeastBytes }, LIMITS.bytes);
  if ('problem' in content) reject('.candidates', content.problem.reason);
  return { algoKey, count: asked.count, candidates: sorted, digest: sha256(content.canonical) };
}

function reject(place: string, reason: string): never {
  throw new InvalidArgumentError(place.slice(1) || 'request', reason);
}
