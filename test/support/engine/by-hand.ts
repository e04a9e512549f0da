import { type QueryRunner } from 'typeorm';
import { type Engine } from './open-engine.js';

/** Changes of what is active by plain SQL. A transaction that a test leaves open is rolled back after it. */
export function byHand(engine: Engine) {
  const open: QueryRunner[] = [];
  const begin = async () => {
    const runner = engine.dataSource.createQueryRunner();
    open.push(runner);
    await runner.startTransaction();
    return runner;
  };
  afterEach(async () => {
    for (const runner of open.splice(0)) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  });

  const activate = async (runner: QueryRunner, key: string, version: string) => {
    await runner.query("UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = $1 AND status = 'ACTIVE'", [
      key,
    ]);
    await runner.query("UPDATE algo_versions SET status = 'ACTIVE' WHERE algo_key = $1 AND version = $2", [
      key,
      version,
    ]);
    await runner.query(
      `INSERT INTO algo_activations (algo_key, algo_version_id, params_id)
       SELECT algo_key, v.id, p.id FROM algo_versions v JOIN algo_params p ON p.algo_version_id = v.id AND is_active
       WHERE algo_key = $1 AND status = 'ACTIVE'`,
      [key],
    );
  };
  const retire = async (runner: QueryRunner, key: string) => {
    await runner.query("UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = $1 AND status = 'ACTIVE'", [
      key,
    ]);
    await runner.query("INSERT INTO algo_activations (algo_key, kind) VALUES ($1, 'retire')", [key]);
  };
  return { begin, activate, retire };
}
