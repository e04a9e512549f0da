import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';

/** What computes: the last bits of a result can differ from one version of these to another. */
export const runtimeOf = ({ libraries = [] }: AlgorithmDefinition): string =>
  [`node ${process.versions.node}`, ...libraries].join(', ');
