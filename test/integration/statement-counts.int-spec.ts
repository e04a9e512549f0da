import { EventsService } from 'learning-engine';
import { StatementRecorder } from '../support/database/count-statements.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { useTestDatabase } from '../support/database/test-database.js';

const EVENT = { event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' };

/** Time is for the benchmark; what it is made of is counted here, so that no statement is added unnoticed. */
describe('statements per operation', () => {
  const database = useTestDatabase();
  const recorder = new StatementRecorder();
  let engine: Engine;
  beforeAll(async () => {
    // The active versions stay known for as long as the test lasts.
    const options = { runs: { reaper: false }, registry: { maxAgeMs: 3_600_000 } };
    engine = await openEngine(database.url, options, { logger: recorder });
    await engine.registry.activateAlgoVersion('mastery', 'v1', { reason: 'a test' });
    await engine.registry.resolveActive('mastery');
  });
  afterAll(() => engine?.app.close());

  const execute = () => engine.execution.execute('mastery', { states: [], events: [EVENT] });

  it.each<[string, number, () => Promise<unknown>]>([
    ['resolveActive', 0, () => engine.registry.resolveActive('mastery')],
    ['resolveActive of a key that is not there', 0, () => engine.registry.resolveActive('nothing')],
    ['getInfo', 0, () => engine.info.getInfo()],
    ['getInfo of an instant', 1, () => engine.info.getInfo({ asOf: new Date() })],
    ['a page of the feed', 1, () => engine.app.get(EventsService).read()],
    ['the end of the feed', 1, () => engine.app.get(EventsService).lastCursor()],
    ['execute', 2, execute],
    [
      'executeMany, for each item',
      2,
      () => engine.execution.executeMany('mastery', [{ input: { states: [], events: [] } }]),
    ],
    ['64 times execute at once', 2, () => Promise.all(Array.from({ length: 64 }, execute))],
    ['activateAlgoVersion', 13, () => engine.registry.activateAlgoVersion('mastery', 'v0', { reason: 'a test' })],
    ['rollback', 15, () => engine.registry.rollback('mastery', { reason: 'a test' })],
    ['activateAlgoVersion of what is active', 6, () => engine.registry.activateAlgoVersion('mastery', 'v1')],
  ])('%s: %d', async (_name, count, work) => {
    expect((await recorder.during(work)).statements).toHaveLength(count);
  });
});
