import { Logger } from '@nestjs/common';
import { ReadinessService } from '../../src/learning-engine/index.js';
import { createVersion } from '../support/engine/factories.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(ReadinessService.name, () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm] });
  const empty = useEmptyDatabase();
  const check = () => engine.app.get(ReadinessService).check();
  const warningsOfABoot = async (url: string) => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    try {
      await (await openEngine(url)).app.close();
      return warn.mock.calls.map(([message]) => String(message));
    } finally {
      warn.mockRestore();
    }
  };

  it('finds a class that is not on record, until it is', async () => {
    expect(await check()).toMatchObject([{ code: 'PROVIDER_WITHOUT_ROW', subject: 'probe v1' }]);
    await seedProbe(engine);
    expect(await check()).toEqual([]);
  });

  it('finds a live version that has no class, and the boot says so', async () => {
    await createVersion(engine.dataSource, 'ghost', 'v1');
    await engine.registry.activateAlgoVersion('ghost', 'v1');

    expect((await check()).map(({ code, subject }) => `${code} ${subject}`)).toContain(
      'ACTIVE_WITHOUT_PROVIDER ghost v1',
    );
    expect(await warningsOfABoot(urlOfEngine(engine))).toContainEqual(
      expect.stringMatching(/^Not ready: ghost v1 is live, but no class in code has this key and version\. Deploy/),
    );
  });

  it('lets the app boot on a database without tables, and says what to do', async () => {
    expect(await warningsOfABoot(empty.url)).toContainEqual(
      expect.stringContaining('Not ready: the registry cannot be read. Run the migrations.'),
    );
  });
});
