import { useEngine } from '../support/engine/use-engine.js';

describe('runs at the largest settings', () => {
  const engine = useEngine({ limits: { jsonDepth: 500 }, runs: { leaseSeconds: 1e9, sweepSeconds: 2_147_483 } });

  it('are recorded, with JSON as deep as it may be', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    const inputSummary = deep(500);
    const run = await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, inputSummary });

    expect(run.inputSummaryJson).toEqual(inputSummary);
    expect(run.leaseExpiresAt.getTime() - run.startedAt.getTime()).toBeGreaterThan(9.9e11);
    await expect(engine.runs.logRunSuccess(run.id, inputSummary)).resolves.toMatchObject({ status: 'SUCCESS' });
  });
});

/** Objects and lists in turn, so many levels of them. */
function deep(levels: number): object {
  let inner: unknown = 0;
  for (let level = levels; level > 0; level -= 1) inner = level % 2 ? { a: inner } : [inner];
  return inner as object;
}
