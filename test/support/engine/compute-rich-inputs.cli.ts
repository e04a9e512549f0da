import 'reflect-metadata';
import { builtInAlgorithms } from '../../../src/learning-engine/algorithms/index.js';
import { canonicalJson } from '../../../src/learning-engine/json/canonical-json.js';
import { richInputs } from '../../fixtures/rich-inputs.js';
import { definitionOf, run } from './algorithm-laws.js';

/** Prints the RFC 8785 form of what v1 of each algorithm makes of its rich input, one line each. */
const inputs = Object.entries(richInputs());
for (const [key, input] of process.argv.includes('backwards') ? inputs.reverse() : inputs) {
  const algorithm = builtInAlgorithms.find((candidate) => {
    const definition = definitionOf(candidate);
    return definition.key === key && definition.version === 'v1';
  })!;
  process.stdout.write(`${key} ${canonicalJson(run(algorithm, {}, input))}\n`);
}
