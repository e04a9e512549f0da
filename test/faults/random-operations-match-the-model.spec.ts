import { newRunId } from 'learning-engine';
import fc from 'fast-check';
import { createUser } from '../support/engine/factories.js';
import { scaled } from '../support/fault-scale.js';
import { levelAlgorithm } from '../support/model-of-json/algorithms.js';
import { VERSIONS } from '../support/model-of-life/command.js';
import { ModelOfLife } from '../support/model-of-life/model.js';
import { beginLife, expectSameLife } from '../support/model-of-life/real-life.js';
import { firstSets, registryCommands } from '../support/model-of-life/registry-commands.js';
import { runCommands } from '../support/model-of-life/run-commands.js';
import { transactionCommands } from '../support/model-of-life/transaction-commands.js';
import { useEngine } from '../support/engine/use-engine.js';

/** Each with a database of its own: the more keys there are, the longer each reading of what is active takes. */
const ENGINES = scaled(10, 1);
const SEQUENCES = scaled(100, 40);
const COMMANDS = scaled(50, 30);
/** History is never deleted, so each sequence has a key of its own; some more, for a failure to be made smaller. */
const KEYS = Array.from({ length: SEQUENCES + 100 }, (_, n) => `key_${n}`);

describe.each(Array.from({ length: ENGINES }, (_, n) => n))('the engine as a whole (%i)', () => {
  const algorithms = KEYS.flatMap((key) => VERSIONS.map((version) => levelAlgorithm(key, version)));
  // Leases end when a command says so, never by the clock.
  // What is active is read anew all the time, in the background, while commands change it.
  const registry = { maxAgeMs: 20 };
  const engine = useEngine({ algorithms, registry, runs: { reaper: false, leaseSeconds: 86_400 } });
  const unused = [...KEYS];

  it('does what a model of it does, command by command', () =>
    fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.commands([...registryCommands, ...runCommands, ...transactionCommands], {
          maxCommands: COMMANDS,
          size: 'max',
        }),
        async (isFurnished, commands) => {
          const key = unused.shift();
          if (!key) throw new fc.PreconditionFailure(); // no keys left for a smaller failure
          await engine.runs.reapStaleRuns(); // of sequences before
          const model = new ModelOfLife(VERSIONS);
          const real = await beginLife(engine, key, VERSIONS);
          await expectSameLife(model, real);
          if (isFurnished) for (const command of firstSets) await command.run(model, real);
          await fc.asyncModelRun(() => ({ model, real }), commands);
        },
      ),
      { numRuns: SEQUENCES },
    ));

  it('takes a start for a repeated one also when its user is written in capitals', async () => {
    const { id } = await createUser(engine.dataSource);
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    const start = { runId: newRunId(), algoVersionId: version.id, paramsId: params.id, userId: id.toUpperCase() };
    const run = await engine.runs.logRunStart(start);
    expect(await engine.runs.logRunStart(start)).toEqual(run);
  });
});
