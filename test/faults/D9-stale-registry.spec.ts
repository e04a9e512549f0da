import { scaled } from '../support/fault-scale.js';
import { openEngine, urlOfEngine } from '../support/open-engine.js';
import { type Engine, useEngine } from '../support/use-engine.js';

describe('D9: the registry changes on another instance', () => {
  const engine = useEngine();
  let other: Engine;
  beforeAll(async () => {
    other = await openEngine(urlOfEngine(engine));
  });
  afterAll(() => other?.app.close());

  it('is seen by every resolve and info after the commit', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    const tuned = await engine.params.createParams(version.id, { threshold: 0.8 });
    const stale: number[] = [];

    for (let change = 0; change < scaled(1000, 100); change += 1) {
      const { id } = change % 2 ? params : tuned;
      await engine.registry.activateParams(id);
      const [seen, info] = await Promise.all([other.registry.resolveActive('mastery'), other.info.getInfo()]);
      const threshold = change % 2 ? 0.7 : 0.8;
      if (seen?.params.id !== id || info[0]?.activeParams?.threshold !== threshold) stale.push(change);
    }

    expect(stale).toEqual([]);
  });
});
