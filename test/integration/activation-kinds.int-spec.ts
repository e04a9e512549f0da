import { type ActivationKind } from 'learning-engine';
import { type AlgoActivation } from 'learning-engine/persistence';
import { byHand } from '../support/engine/by-hand.js';
import { useEngine } from '../support/engine/use-engine.js';

const ENTRY = 'algo_activations_insert_only_at_end';

describe('an entry of the activation log says what kind of change it is', () => {
  const engine = useEngine({ registry: { maxAgeMs: 0 } });
  const { begin, activate } = byHand(engine);
  beforeAll(async () => {
    const runner = await begin();
    await activate(runner, 'mistakes', 'v1');
    await runner.commitTransaction();
  });

  it('by the methods of the service', async () => {
    const { version } = (await engine.registry.resolveActive('revision'))!;
    const [first] = await engine.registry.getHistory('revision');
    const tuned = await engine.params.createParams(version.id, { ease_factor: 3 });
    await engine.registry.activateParams(tuned.id);
    await engine.registry.rollback('revision');
    await engine.registry.activateAlgoVersion('revision', 'v1');

    const kinds = (await engine.registry.getHistory('revision')).map(({ kind, restoresId }) => [kind, restoresId]);
    expect(kinds).toEqual([
      ['activate', null],
      ['rollback', first!.id],
      ['params', null],
      ['activate', null],
    ]);
  });

  /** What is active afterwards is v0 of mistakes, whatever the entry says of it. */
  const write = async (columns: Record<string, string>) => {
    const runner = await begin();
    await runner.query(
      "UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'mistakes' AND status = 'ACTIVE'",
    );
    await runner.query("UPDATE algo_versions SET status = 'ACTIVE' WHERE algo_key = 'mistakes' AND version = 'v0'");
    await runner.query(
      `INSERT INTO algo_activations (algo_key, algo_version_id, params_id, ${Object.keys(columns).join(', ')})
       SELECT algo_key, v.id, p.id, ${Object.values(columns).join(', ')}
       FROM algo_versions v JOIN algo_params p ON p.algo_version_id = v.id AND is_active
       WHERE algo_key = 'mistakes' AND status = 'ACTIVE'`,
    );
    return runner;
  };
  const idOf = (key: string, version: string) =>
    `(SELECT a.id FROM algo_activations a JOIN algo_versions w ON w.id = a.algo_version_id
      WHERE a.algo_key = '${key}' AND w.version = '${version}' ORDER BY a.id LIMIT 1)`;

  it.each<[string, Record<string, string>, string]>([
    ['has an unknown kind', { kind: "'promote'" }, 'ck_algo_activations_kind'],
    ['retires what is active', { kind: "'retire'" }, 'ck_algo_activations_retire'],
    ['goes back to nothing in particular', { kind: "'rollback'" }, 'ck_algo_activations_restores'],
    ['goes back without saying so', { restores_id: idOf('mistakes', 'v0') }, 'ck_algo_activations_restores'],
    ['goes back to another pair', { kind: "'restore'", restores_id: idOf('mistakes', 'v1') }, ENTRY],
    ['goes back to an entry of another key', { kind: "'restore'", restores_id: idOf('mastery', 'v0') }, ENTRY],
    ['goes back to itself', { kind: "'restore'", restores_id: "currval('algo_activations_id_seq')" }, ENTRY],
    ['says that the version is the same', { kind: "'params'" }, ENTRY],
    ['has evidence that is no object', { evidence: "'[]'" }, 'ck_algo_activations_evidence'],
    [
      'has more evidence than can be read',
      { evidence: "jsonb_build_object('a', repeat('x', 70000))" },
      'ck_algo_activations_evidence',
    ],
    [
      'has evidence of numbers that are long to write',
      { evidence: '\'{"a": 1e70000}\'' },
      'ck_algo_activations_evidence',
    ],
    ['has a flag that is none', { flags: 'ARRAY[NULL::text]' }, 'ck_algo_activations_flags'],
    ['has flags without end', { flags: "array_fill('x'::text, ARRAY[17])" }, 'ck_algo_activations_flags'],
    ['has a flag of any length', { flags: "ARRAY[repeat('x', 2000)]" }, 'ck_algo_activations_flags'],
  ])('and is rejected when it %s', async (_what, columns, constraint) => {
    await expect(write(columns)).rejects.toMatchObject({ driverError: { constraint } });
  });

  it.each<[ActivationKind]>([['rollback'], ['restore']])('and may be a %s', async (kind) => {
    const runner = await write({
      kind: `'${kind}'`,
      restores_id: idOf('mistakes', 'v0'),
      evidence: `'{"digest": 1}'`,
      flags: "'{warm}'",
    });
    const [row] = await runner.manager.query<[AlgoActivation]>(
      'SELECT * FROM algo_activations ORDER BY id DESC LIMIT 1',
    );

    expect(row).toMatchObject({ kind, evidence: { digest: 1 }, flags: ['warm'] });
  });
});
