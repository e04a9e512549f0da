import { ExecutionService, ParamsService, RegistryService } from 'learning-engine';
import { ShadowsService } from 'learning-engine/evidence';
import { until } from '../support/database/embedded-child.js';
import { parseExposition, series } from '../support/http/exposition.js';
import { testEnv, useService } from '../support/http/use-service.js';

describe('GET /metrics, of shadows', () => {
  const service = useService({ ...testEnv, METRICS: true });

  it('counts what is dropped because too many runs wait', async () => {
    const { app } = service;
    const [registry, shadows] = [app.get(RegistryService), app.get(ShadowsService, { strict: false })];
    await registry.activateAlgoVersion('difficulty', 'v1');
    const { version } = (await registry.resolveVersion('difficulty', 'v1'))!;
    const { id: paramsId } = await app.get(ParamsService).createParams(version.id, { alpha_item: 0.5 });
    const asked = { version: 'v1', paramsId, percent: 100, budget: 1000, reason: 'x' };
    const { id } = await shadows.start('difficulty', asked);
    const count = 140; // 100 may wait
    const execute = () => app.get(ExecutionService).execute('difficulty', { items: [], learners: [], events: [] });
    await Promise.all(Array.from({ length: count }, execute));
    const { dropped } = await until(async () => {
      const { runs } = await shadows.get('difficulty', id);
      return runs.succeeded + runs.failed + runs.dropped === count && runs;
    });

    const { text } = await service.request().get('/metrics').expect(200);
    const labels = { algo_key: 'difficulty', version: 'v1' };
    expect(dropped).toBeGreaterThan(0);
    expect(parseExposition(text).get(series('learning_shadow_drops_total', labels))).toBe(dropped);
  });
});
