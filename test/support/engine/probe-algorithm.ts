import { AboveUpTo, type Algorithm, Id, IntegerAtLeast, LearningAlgorithm } from 'learning-engine/authoring';
import { type AlgoVersion } from 'learning-engine/persistence';
import { createVersion } from './factories.js';
import { type Engine } from './open-engine.js';

class ProbeParams {
  @AboveUpTo(0, 10) factor: number = 2;
}

class ProbeInput {
  @Id() id: string;
  @IntegerAtLeast(0) value: number;
}

/** What `compute` does, in place of multiplying: set by a test, for the inputs with this id. */
export const probes = new Map<string, (params: object, input: ProbeInput) => unknown>();

/** An algorithm of a host that does what a test wants. */
@LearningAlgorithm({ key: 'probe', version: 'v1', params: ProbeParams, input: ProbeInput, libraries: ['probe 1.2.3'] })
export class ProbeAlgorithm implements Algorithm<ProbeParams, ProbeInput> {
  compute(params: Readonly<ProbeParams>, input: ProbeInput): unknown {
    const probe = probes.get(input.id);
    return probe ? probe(params, input) : { id: input.id, product: params.factor * input.value };
  }
}

/** Registers the probe with its default parameters, and activates it. */
export async function seedProbe({ dataSource, params, registry }: Engine): Promise<AlgoVersion> {
  const version = await createVersion(dataSource, 'probe', 'v1');
  await registry.activateParams((await params.createParams(version.id, {})).id);
  return registry.activateAlgoVersion('probe', 'v1');
}
