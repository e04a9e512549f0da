import {
  DoctorService,
  EvidenceNotFoundError,
  EvidenceStaleError,
  EvidenceUsedError,
  GateClosedError,
  GateMode,
  InvalidArgumentError,
  type VersionActivation,
} from 'learning-engine';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf } from '../support/engine/answers.js';
import {
  evaluated,
  type EvidenceHost,
  learnersWith,
  openEvidence,
  previewed,
  setOf,
} from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';

const reason = 'a test';
const now = new Date('2026-01-22T12:00:00Z');
const strict = { mode: GateMode.REQUIRED, mostChanged: 0.9 };

describe('the gate of activations', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    await seedPaceVersions(host);
    await host.gates.setGate('pace', { ...strict, reason });
    await learnersWith(
      host,
      Array.from({ length: 24 }, (_, learner) => answersOf(learner, 20)),
    );
  });
  afterAll(() => host?.app.close());

  const activate = (paramsId: string, context: Partial<VersionActivation> = {}, version = 'v1') =>
    host.registry.activateAlgoVersion('pace', version, { reason, paramsId, ...context });
  const last = async (key = 'pace') => (await host.registry.getHistory(key))[0]!;
  /** A set, and the digests of what was found out of it. */
  async function examined(params: object, version = 'v1') {
    const paramsId = await setOf(host, 'pace', version, params);
    const asked = { version, paramsId, sample: 'all' as const };
    const { digest: previewDigest } = await previewed(host, 'pace', { ...asked, now });
    const { digest: evaluationDigest } = await evaluated(host, 'pace', asked);
    return { paramsId, evidence: { previewDigest, evaluationDigest } };
  }
  const closedBy = async (change: Promise<unknown>): Promise<readonly string[]> => {
    const error: unknown = await change.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GateClosedError);
    return (error as GateClosedError).findings;
  };
  const doctorsFindings = async () =>
    (await host.app.get(DoctorService, { strict: false }).diagnose()).flatMap(({ code }) =>
      code === 'NOT_DURABLE' ? [] : [code],
    );

  it('opens for evidence that speaks for a version, once, and the entry keeps it', async () => {
    const { paramsId, evidence } = await examined({ days: 1.5, needed: 2 });
    const before = await last();
    expect(await closedBy(activate(paramsId))).toEqual(['no-preview', 'no-evaluation']);
    expect(await closedBy(activate(paramsId, { evidence: { previewDigest: evidence.previewDigest } }))).toEqual([
      'no-evaluation',
    ]);
    expect(await closedBy(host.registry.activateParams(paramsId, { reason }))).toHaveLength(2);
    await expect(activate(paramsId)).rejects.toThrow(
      /POST …\/previews, or the command preview.*evidence\.preview_digest, or --preview.*POST …\/evaluations, or the command evaluate.*evidence\.evaluation_digest, or --evaluation.*Or open the gate by override: true, or --override, with a reason/,
    );
    expect((await last()).id).toBe(before.id);

    await activate(paramsId, { evidence });
    expect(await last()).toMatchObject({
      ...{ paramsId, flags: [] },
      evidence: {
        ...{ gate: 'required', most_changed: 0.9 },
        ...{ preview_digest: evidence.previewDigest, evaluation_digest: evidence.evaluationDigest },
      },
    });
    expect(await doctorsFindings()).toEqual([]);

    await expect(activate(paramsId, { evidence })).rejects.toThrow(EvidenceUsedError);
    await host.registry.rollback('pace', { reason });
    expect(await last()).toMatchObject({ kind: 'rollback', evidence: null });
    await expect(activate(paramsId, { evidence })).rejects.toThrow(EvidenceUsedError);
    await host.registry.restore('pace', { reason, activationId: before.id });
    expect((await last()).paramsId).toBe(before.paramsId);
  });

  it('lets through one of several activations with one digest', async () => {
    const { paramsId, evidence } = await examined({ days: 1.6, needed: 2 });
    const entries = (await host.registry.getHistory('pace')).length;
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => activate(paramsId, { evidence })));
    const rejected = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(rejected).toHaveLength(3);
    for (const error of rejected) expect(error).toBeInstanceOf(EvidenceUsedError);
    expect(await host.registry.getHistory('pace')).toHaveLength(entries + 1);
  });

  it('takes no digest that is unknown, of another change, old, or altered', async () => {
    const first = await examined({ days: 1.7, needed: 2 });
    const second = await examined({ days: 1.8, needed: 2 });
    const unknown = 'a'.repeat(64);
    await expect(activate(first.paramsId, { evidence: { previewDigest: unknown } })).rejects.toThrow(
      EvidenceNotFoundError,
    );
    await expect(activate(first.paramsId, { evidence: { previewDigest: 'x' } })).rejects.toThrow(InvalidArgumentError);
    const swapped = { ...first.evidence, previewDigest: second.evidence.previewDigest };
    const stale = async (change: Promise<unknown>, why: string) => {
      await expect(change).rejects.toThrow(EvidenceStaleError);
      await expect(change).rejects.toThrow(why);
    };
    await stale(activate(first.paramsId, { evidence: swapped }), 'of another version or of other parameters');

    await activate(first.paramsId, { evidence: first.evidence });
    await stale(activate(second.paramsId, { evidence: second.evidence }), 'other parameters are active than were then');
    // An override is no way around it either.
    await stale(activate(second.paramsId, { evidence: second.evidence, override: true }), 'active than were then');

    const third = await examined({ days: 1.9, needed: 2 });
    const hex = third.evidence.previewDigest;
    const change = async (what: string) => {
      await host.dataSource.query('ALTER TABLE previews DISABLE TRIGGER previews_keep_report');
      await host.dataSource.query(`UPDATE previews SET ${what} WHERE encode(digest, 'hex') = $1`, [hex]);
      await host.dataSource.query('ALTER TABLE previews ENABLE TRIGGER previews_keep_report');
    };
    await change("as_of = as_of - interval '8 days'");
    await stale(activate(third.paramsId, third), 'older than 7 days. Make a preview (POST …/previews');
    await change("as_of = as_of + interval '8 days'");
    await change(`report = jsonb_set(report, '{total,changed,share}', '0.123')`);
    await stale(activate(third.paramsId, third), 'changed in the database');
    const used = first.evidence.previewDigest;
    await host.dataSource.query('ALTER TABLE previews DISABLE TRIGGER previews_keep_report');
    await host.dataSource.query("UPDATE previews SET report = '{}' WHERE encode(digest, 'hex') = $1", [used]);
    expect(await doctorsFindings()).toEqual(['EVIDENCE_NOT_VERIFIED']);
    await host.dataSource.query('DELETE FROM preview_learners');
    await host.dataSource.query("DELETE FROM previews WHERE encode(digest, 'hex') = $1", [used]);
    await host.dataSource.query('ALTER TABLE previews ENABLE TRIGGER previews_keep_report');
    expect(await doctorsFindings()).toEqual(['EVIDENCE_NOT_VERIFIED']);
  });

  it('is closed by what speaks against a version, and opened by an override that says why', async () => {
    const worse = await examined({ days: 40, needed: 90 });
    const context = { evidence: worse.evidence };
    expect(await closedBy(activate(worse.paramsId, context))).toEqual(['worse', 'too-many-changed']);
    await expect(activate(worse.paramsId, context)).rejects.toThrow(
      'the states of more learners would change than may. Choose another version or other parameters, or open the gate by override: true, or --override, with a reason.',
    );
    await expect(activate(worse.paramsId, { ...context, override: true, reason: null })).rejects.toThrow(
      InvalidArgumentError,
    );
    await activate(worse.paramsId, { ...context, override: true });
    expect(await last()).toMatchObject({ flags: ['override', 'worse', 'too-many-changed'], reason });
    await host.registry.rollback('pace', { reason });
  });

  it('is closed where the candidate fails', async () => {
    const boom = [{ event_id: '1', item_id: 'boom', at: '2026-01-20T10:00:00Z', correct: true }];
    await learnersWith(host, [boom]);
    const failing = await examined({ days: 1.7, needed: 2 }, 'v2');
    expect(await closedBy(activate(failing.paramsId, failing, 'v2'))).toContain('candidate-fails');
  });

  it('warns where it is told to, and keeps what it found', async () => {
    await host.gates.setGate('mastery', { mode: 'warn', reason });
    await host.registry.activateAlgoVersion('mastery', 'v1', { reason });
    expect(await last('mastery')).toMatchObject({ flags: ['no-preview', 'no-evaluation'], evidence: { gate: 'warn' } });
    await host.registry.activateAlgoVersion('revision', 'v1', { reason });
    expect(await last('revision')).toMatchObject({ flags: [], evidence: null });
  });

  it('takes no digest once another calibration or skill map is active than it was made with', async () => {
    const withoutSets = await examined({ days: 2.1, needed: 2 });
    const items = [{ item_id: 'i1', difficulty: 0.5 }];
    const calibration = await host.calibrations.create({ items });
    const stale = async (change: Promise<unknown>) => {
      await expect(change).rejects.toThrow(EvidenceStaleError);
      await expect(change).rejects.toThrow('with another calibration or skill map than are active');
    };
    const candidate = await host.previews.start('pace', {
      ...{ version: 'v1', paramsId: withoutSets.paramsId, sample: 'all', now },
      calibrationId: calibration.id,
    });
    await ended(host.jobs, candidate.id);
    const ofOther = (await host.previews.get('pace', candidate.id)).digest!;
    const { evaluationDigest } = withoutSets.evidence;
    await stale(activate(withoutSets.paramsId, { evidence: { previewDigest: ofOther, evaluationDigest } }));

    await host.calibrations.adopt(calibration.id, { reason });
    await stale(activate(withoutSets.paramsId, withoutSets));
    await stale(activate(withoutSets.paramsId, { evidence: { evaluationDigest }, override: true }));
    await stale(activate(withoutSets.paramsId, { evidence: { previewDigest: ofOther } }));
    const map = await host.skillMaps.create({ items: [{ item_id: 'i1', skills: [{ skill_id: 's' }] }] });
    await host.skillMaps.adopt(map.id, { reason });
    const withSets = await examined({ days: 2.2, needed: 2 });
    await host.skillMaps.withdraw({ reason });
    await stale(activate(withSets.paramsId, withSets));

    const entries = (await host.registry.getHistory('pace')).length;
    await host.skillMaps.adopt(map.id, { reason });
    await activate(withSets.paramsId, withSets);
    expect(await host.registry.getHistory('pace')).toHaveLength(entries + 1);
    await host.calibrations.withdraw({ reason });
    await host.skillMaps.withdraw({ reason });
  });
});
