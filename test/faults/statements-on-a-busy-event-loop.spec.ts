import { setTimeout } from 'node:timers/promises';
import { connectionLimits } from 'learning-engine/persistence';
import { useEngine } from '../support/engine/use-engine.js';

describe('D2: a computation keeps the event loop busy for longer than a statement may take', () => {
  const engine = useEngine({}, { extra: connectionLimits });

  it('takes an answer that has arrived meanwhile for an answer', async () => {
    const asked = engine.dataSource.query('SELECT 1 AS one FROM pg_sleep(0.5)');
    await setTimeout(200); // it is sent
    await new Promise(setImmediate); // timers come next, and only then the sockets

    const end = performance.now() + connectionLimits.query_timeout;
    while (performance.now() < end);

    await expect(asked).resolves.toEqual([{ one: 1 }]);
  });
});
