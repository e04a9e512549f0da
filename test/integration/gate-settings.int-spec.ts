import { GateClosedError, GatesService, InvalidArgumentError } from 'learning-engine';
import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { type Engine, openEngine, patientCallers } from '../support/engine/open-engine.js';

const reason = 'a test';

describe(GatesService.name, () => {
  const database = useTestDatabase();
  let host: Engine;
  let gates: GatesService;
  beforeAll(async () => {
    host = await openEngine(database.url, {}, patientCallers);
    gates = host.app.get(GatesService, { strict: false });
    await host.registry.activateAlgoVersion('revision', 'v1', { reason });
  });
  afterAll(() => host?.app.close());

  it('holds for every process, from the commit on, and in the database for what knows of no gate', async () => {
    const { app, registry } = await openEngine(database.url);
    try {
      const last = async () => (await registry.getHistory('revision'))[0]!;
      const before = await last();
      await gates.setGate('revision', { mode: 'required', reason });
      const activated = registry.activateAlgoVersion('revision', 'v0', { reason });
      await expect(activated).rejects.toThrow(GateClosedError);
      await expect(activated).rejects.toMatchObject({ findings: ['no-preview'] });

      const byHand = (evidence: object | null, flags: string[] = []) =>
        host.dataSource.transaction(async (manager) => {
          for (const change of ["'DEPRECATED' WHERE status = 'ACTIVE'", "'ACTIVE' WHERE version = 'v0'"]) {
            await manager.query(`UPDATE algo_versions SET status = ${change} AND algo_key = 'revision'`);
          }
          await manager.query(
            `INSERT INTO algo_activations (algo_key, algo_version_id, params_id, evidence, flags, reason)
             SELECT algo_key, v.id, p.id, $1, $2, 'by hand' FROM algo_versions v JOIN algo_params p ON p.algo_version_id = v.id AND is_active
             WHERE algo_key = 'revision' AND status = 'ACTIVE'`,
            [evidence, flags],
          );
        });
      const refused = { driverError: { constraint: 'algo_activations_insert_passes_gate' } };
      for (const evidence of [null, { gate: 'warn' }, { gate: 'required' }]) {
        await expect(byHand(evidence)).rejects.toMatchObject(refused);
      }
      expect((await last()).id).toBe(before.id);

      await gates.setGate('revision', { mode: 'off', reason });
      await registry.activateAlgoVersion('revision', 'v0', { reason });
      expect(await last()).toMatchObject({ evidence: null, flags: [] });
      await gates.setGate('revision', { mode: 'required', reason });
      await registry.rollback('revision', { reason });
      expect(await last()).toMatchObject({ kind: 'rollback', evidence: null });
    } finally {
      await app.close();
    }
  });

  it('is set in one order with activations: none is judged by a gate that is no longer in force', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 2 === 0
          ? gates.setGate('adaptive', { mode: n % 4 === 0 ? 'warn' : 'off', reason }).then(() => undefined)
          : host.registry
              .activateAlgoVersion('adaptive', n % 4 === 1 ? 'v1' : 'v2', { reason })
              .catch((error: unknown) => error),
      ),
    );
    expect(outcomes.filter((outcome) => outcome instanceof Error)).toEqual([]);
    const settings = (await gates.getHistory('adaptive')).reverse();
    const times = settings.map(({ setAt }) => setAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(settings.length).toBeGreaterThan(0);
    for (const [index, { mode }] of settings.entries()) expect(mode).not.toBe(settings[index - 1]?.mode);
  });

  it('keeps who set it and why, for ever, and writes nothing where nothing changes', async () => {
    const actorUserId = randomUUID();
    expect(await gates.getGate('difficulty')).toBeNull();
    const first = await gates.setGate('difficulty', { mode: 'off', reason });
    const limits = { logLossMargin: 0.05, mostChanged: 0 };
    const second = await gates.setGate('difficulty', { mode: 'warn', ...limits, reason: 'Exams', actorUserId });
    expect(second).toMatchObject({ algoKey: 'difficulty', mode: 'warn', ...limits, actorUserId, reason: 'Exams' });
    expect(await gates.setGate('difficulty', { mode: 'warn', ...limits, reason })).toEqual(second);
    expect(await gates.getHistory('difficulty')).toEqual([second, first]);
    expect(await gates.getGate('difficulty')).toEqual(second);

    const change = (statement: string) => host.dataSource.query(statement);
    for (const [statement, constraint] of [
      ["UPDATE gate_settings SET mode = 'off'", 'gate_settings_append_only'],
      ['DELETE FROM gate_settings', 'gate_settings_append_only'],
      ['TRUNCATE gate_settings', 'gate_settings_no_truncate'],
      [
        "INSERT INTO gate_settings (algo_key, mode, log_loss_margin, most_changed, reason) VALUES ('difficulty', 'warn', 0.05, 0, 'x')",
        'gate_settings_appended',
      ],
      [
        "INSERT INTO gate_settings (id, algo_key, mode, reason) OVERRIDING SYSTEM VALUE VALUES (-1, 'difficulty', 'off', 'x')",
        'gate_settings_appended',
      ],
      [
        "INSERT INTO gate_settings (algo_key, mode, reason) VALUES ('difficulty', 'always', 'x')",
        'ck_gate_settings_mode',
      ],
      [
        "INSERT INTO gate_settings (algo_key, mode, most_changed, reason) VALUES ('difficulty', 'off', 'NaN', 'x')",
        'ck_gate_settings_limits',
      ],
    ] as const) {
      await expect(change(statement)).rejects.toMatchObject({ driverError: { constraint } });
    }
  });

  it('is not set to what it does not know', async () => {
    const cases: [string, object, string][] = [
      ['mistakes', { mode: 'always' }, 'mode'],
      ['mistakes', { mode: 'warn', mostChanged: 1.1 }, 'mostChanged'],
      ['mistakes', { mode: 'warn', mostChanged: NaN }, 'mostChanged'],
      ['mistakes', { mode: 'warn', logLossMargin: -1 }, 'logLossMargin'],
      ['mistakes', { mode: 'warn', logLossMargin: '0.1' }, 'logLossMargin'],
      ['mistakes', { mode: 'warn', reason: ' ' }, 'reason'],
      ['mistakes', { mode: 'warn', reason: undefined }, 'reason'],
      ['mistakes', { mode: 'warn', actorUserId: 'me' }, 'actorUserId'],
      ['nothing', { mode: 'warn' }, 'algoKey'],
      ['a\0', { mode: 'warn' }, 'algoKey'],
    ];
    for (const [key, asked, argument] of cases) {
      const set = gates.setGate(key, { reason, ...asked } as Parameters<typeof gates.setGate>[1]);
      await expect(set).rejects.toThrow(InvalidArgumentError);
      await expect(set).rejects.toMatchObject({ argument });
    }
    expect(await gates.getGate('nothing')).toBeNull();
    expect(await gates.getGate('mistakes')).toBeNull();
  });
});
