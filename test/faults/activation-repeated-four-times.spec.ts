import { Client } from 'pg';
import { DatabaseUnavailableError } from 'learning-engine';
import { countStatements } from '../support/database/count-statements.js';
import { urlOfEngine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';

const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('learning:public:' || $1, 0))";

describe('C1: an activation that others do not let through', () => {
  const engine = useEngine();

  it('is tried four times in all, changes nothing, and tells the caller to try again later', async () => {
    const holder = new Client(urlOfEngine(engine));
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(LOCK, ['mastery']);
      const { result, statements } = await countStatements(engine.dataSource, () =>
        engine.registry.activateAlgoVersion('mastery', 'v1').catch((error: unknown) => error),
      );

      expect(result).toBeInstanceOf(DatabaseUnavailableError);
      expect(result).toMatchObject({ failure: 'conflict' });
      expect(statements.filter((statement) => statement.includes('pg_advisory_xact_lock'))).toHaveLength(4);
    } finally {
      await holder.end();
    }
    expect(await engine.registry.getActiveAlgoVersion('mastery')).toMatchObject({ version: 'v0' });
    await engine.registry.activateAlgoVersion('mastery', 'v1');
  });
});
