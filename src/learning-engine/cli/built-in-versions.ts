import { Reflector } from '@nestjs/core';
import { builtInAlgorithms } from '../algorithms/index.js';
import { type AlgorithmDefinition, AlgorithmDefinitionMetadata } from '../authoring/learning-algorithm.decorator.js';

/** What the engine's own versions declare. */
export const builtInVersions = (): AlgorithmDefinition[] =>
  builtInAlgorithms.map((algorithm) =>
    new Reflector().get<AlgorithmDefinition>(AlgorithmDefinitionMetadata.KEY, algorithm),
  );
