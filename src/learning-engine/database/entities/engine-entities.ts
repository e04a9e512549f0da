import { AlgoActivation } from './algo-activation.entity.js';
import { AlgoParams } from './algo-params.entity.js';
import { AlgoRun } from './algo-run.entity.js';
import { AlgoVersion } from './algo-version.entity.js';

/** The engine's entities, for the `entities` of the host's DataSource. */
export const engineEntities = [AlgoVersion, AlgoParams, AlgoRun, AlgoActivation];
