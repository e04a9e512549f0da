import { RunAlreadyFinishedError } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { scaled } from '../support/fault-scale.js';
import { useEngine } from '../support/engine/use-engine.js';

const AT_ONCE = 64;

describe('C6: a run is ended many times at once', () => {
  const engine = useEngine({ runs: { poolSize: 8, reaper: false } });
  const start = async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
  };
  const ends = [
    (id: string) => engine.runs.logRunSuccess(id, { score: 1, level: 2 }),
    (id: string) => engine.runs.logRunSuccess(id, { score: 2 }),
    (id: string) => engine.runs.logRunSuccess(id),
    (id: string) => engine.runs.logRunFailure(id, 'no data'),
    (id: string) => engine.runs.logRunFailure(id, 'other data'),
    (id: string) => engine.runs.logRunFailure(id, 'no data', { errorCode: 'NO_DATA' }),
  ];

  beforeAll(async () => {
    await engine.dataSource.query('CREATE TABLE run_writes (run_id uuid, completed_at timestamptz)');
    await engine.dataSource.query(`
      CREATE FUNCTION note_write() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO run_writes VALUES (NEW.id, NEW.completed_at); RETURN NULL; END $$`);
    await engine.dataSource.query(
      'CREATE TRIGGER note_write AFTER UPDATE ON algo_runs FOR EACH ROW EXECUTE FUNCTION note_write()',
    );
  });

  it(
    'is written once: who said the same is confirmed, and all others get what is recorded',
    async () => {
      for (let round = 0; round < scaled(200, 20); round += 1) {
        const { id } = await start();
        const said = Array.from({ length: AT_ONCE }, () => Math.floor(Math.random() * ends.length));
        const answers = await Promise.allSettled(said.map((which) => ends[which]!(id)));
        const recorded = await engine.dataSource.manager.findOneByOrFail(AlgoRun, { id });

        const writes = await engine.dataSource.query<object[]>(
          'SELECT completed_at FROM run_writes WHERE run_id = $1',
          [id],
        );
        expect(writes).toEqual([{ completed_at: recorded.completedAt }]);
        const winner = said[answers.findIndex(({ status }) => status === 'fulfilled')];
        expect(winner).toBeDefined();
        answers.forEach((answer, n) => {
          if (said[n] === winner) expect(answer).toEqual({ status: 'fulfilled', value: recorded });
          else {
            const { status, errorCode, completedAt } = recorded;
            const reason = expect.objectContaining({
              runId: id,
              recordedStatus: status,
              recordedErrorCode: errorCode,
              completedAt,
            }) as unknown;
            expect(answer).toEqual({ status: 'rejected', reason });
            expect((answer as PromiseRejectedResult).reason).toBeInstanceOf(RunAlreadyFinishedError);
          }
        });
      }
    },
    scaled(600_000, 180_000),
  );

  describe('the database takes a row', () => {
    const STATUSES = ['RUNNING', 'SUCCESS', 'FAILED'];
    const bits = [false, true];
    const rows = STATUSES.flatMap((status) =>
      bits.flatMap((ended) => bits.flatMap((error) => bits.map((code) => ({ status, ended, error, code })))),
    );
    const isLegal = ({ status, ended, error, code }: (typeof rows)[number]) =>
      ended === (status !== 'RUNNING') && error === (status === 'FAILED') && (!code || status === 'FAILED');

    it.each(rows.map((row) => ({ ...row, verdict: isLegal(row) ? 'yes' : 'no' })))(
      '$status, ended: $ended, with a message: $error, with a code: $code – $verdict',
      async ({ status, ended, error, code, verdict }) => {
        const { version, params } = (await engine.registry.resolveActive('mastery'))!;
        const insert = engine.dataSource.query(
          `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, completed_at, error_message, error_code)
           VALUES (gen_random_uuid(), $1, $2, 'cron', $3, CASE WHEN $4 THEN clock_timestamp() END, $5, $6)`,
          [version.id, params.id, status, ended, error ? 'no data' : null, code ? 'NO_DATA' : null],
        );

        if (verdict === 'yes') await insert;
        else await expect(insert).rejects.toMatchObject({ driverError: { code: '23514' } });
      },
    );
  });
});
