import { storedParams } from '../authoring/complete-params.js';
import { type JsonLimits } from '../json/copy-json.js';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { type AlgoParams } from '../database/entities/algo-params.entity.js';
import { InvalidParamsError } from '../errors/input.errors.js';

/**
 * Parameter sets as algorithms get them: judged once and frozen. A set never changes, so the last one of each version is
 * kept, and an algorithm can key what it derives from a set by the object itself.
 */
export class ReadyParams {
  private readonly lastOf = new Map<string, { id: string; params: object }>();

  constructor(private readonly limits: JsonLimits) {}

  /** @throws InvalidParamsError when the stored set is not a complete and valid one: it did not come from ParamsService */
  get(definition: AlgorithmDefinition, { id, algoVersionId, paramsJson }: AlgoParams): object {
    const last = this.lastOf.get(algoVersionId);
    if (last?.id === id) return last.params;

    const judged = storedParams(definition, paramsJson, this.limits);
    if ('problems' in judged) throw new InvalidParamsError(definition.key, definition.version, judged.problems);
    this.lastOf.set(algoVersionId, { id, params: judged.value });
    return judged.value;
  }
}
