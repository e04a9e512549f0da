import { AlgoActivation } from './algo-activation.entity.js';
import { AlgoParams } from './algo-params.entity.js';
import { AlgoRun } from './algo-run.entity.js';
import { AlgoVersion } from './algo-version.entity.js';

// The type is written out: TypeScript orders an inferred union by the order in which it loads files.
/** The engine's entities, for the `entities` of the host's DataSource. */
export const engineEntities: (new () => AlgoVersion | AlgoParams | AlgoRun | AlgoActivation)[] = [
  AlgoVersion,
  AlgoParams,
  AlgoRun,
  AlgoActivation,
];
