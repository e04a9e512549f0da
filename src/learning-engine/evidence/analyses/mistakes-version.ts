import { type Algorithm } from '../../authoring/algorithm.js';
import { type AlgorithmDefinition } from '../../authoring/learning-algorithm.decorator.js';
import { LearningEngineError } from '../../errors/learning-engine.error.js';
import { loadVersion } from '../../execution/load-version.js';
import { deepFreeze } from '../../json/deep-freeze.js';
import { type JsonObject } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';
import { schemaOf } from '../../schema/json-schema.js';
import { type LoadedPair } from '../loaded-folding.js';

/** In one call of a version. */
export const MOST_ATTEMPTS = 100_000;

/** The answers of a learner. */
export type Attempts = { attempt_id: string; learner_id: string; question_id: string; option: number; at: string }[];

export type Asked = { now: string; questions: readonly JsonObject[] };

/** What a version makes of answers, or why it does not take them. */
export type Analysed = { result: JsonObject } | { rejection: string };

/** A version of `mistakes`, as its contract says that it is called. */
export interface MistakesVersion {
  /** Whether it takes the difficulties of questions. */
  takesDifficulties: boolean;
  /** Whether it adds counts of one part of the learners to those of another. */
  takesParts: boolean;
  analyse(asked: Asked, learners: readonly Attempts[]): Analysed;
}

type Shape = { properties?: Record<string, { items?: Shape } | undefined> };

/** @param most answers in one call */
export async function mistakesVersion(pair: LoadedPair, most = MOST_ATTEMPTS): Promise<MistakesVersion> {
  const { definition, algorithm } = await loadVersion(pair);
  const { properties } = shapeOf(definition);
  const takesParts = properties?.counts !== undefined && properties.with_counts !== undefined;
  const params = deepFreeze(parseJson(pair.params) as object);
  return {
    takesParts,
    takesDifficulties: properties?.questions?.items?.properties?.difficulty !== undefined,
    analyse: (asked, learners) =>
      taken(() => inParts(algorithm, params, asked, takesParts ? partsOf(learners, most) : [learners.flat()])),
  };
}

const shapeOf = ({ input }: AlgorithmDefinition): Shape => (input ? schemaOf(input) : {});

function taken(work: () => JsonObject): Analysed {
  try {
    return { result: work() };
  } catch (error) {
    if (error instanceof LearningEngineError && error.code === 'INVALID_INPUT') return { rejection: error.message };
    throw error;
  }
}

/** All answers of a learner are in one part. */
function partsOf(learners: readonly Attempts[], most: number): Attempts[] {
  const parts: Attempts[] = [[]];
  for (const attempts of learners) {
    if (parts.at(-1)!.length + attempts.length > most) parts.push([]);
    parts.at(-1)!.push(...attempts);
  }
  return parts;
}

/** Each part with the counts of those before. */
function inParts(algorithm: Algorithm, params: object, asked: Asked, parts: readonly Attempts[]): JsonObject {
  let output: JsonObject = {};
  parts.forEach((attempts, part) => {
    const before = part > 0 && { counts: output.counts };
    const further = part < parts.length - 1 && { with_counts: true };
    output = algorithm.compute(params, { ...asked, attempts, ...before, ...further }) as JsonObject;
  });
  return output;
}
