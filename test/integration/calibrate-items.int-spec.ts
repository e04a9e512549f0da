import { type CalibratedItem } from 'learning-engine/learners';
import { asContent, CalibratingHost, type CalibrationResult, secondsOn } from '../support/engine/calibrating-host.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { itemId } from '../support/models/calibrated-bank.js';

const why = { reason: 'a test' };

describe('the calibration of items by stored answers', () => {
  const database = useTestDatabase();
  let test: CalibratingHost;
  beforeAll(async () => {
    test = await CalibratingHost.open(database.url);
  });
  afterAll(() => test?.host.app.close());

  it('finds planted difficulties, says how good they are, and adopts nothing', async () => {
    const difficulties = await test.addBank('planted', { seed: 1, learners: 400, items: 20 });
    const { id, items, report } = await test.calibrated({ bank_id: 'planted' });

    expect(items).toHaveLength(20);
    const off = items.map(
      ({ item_id, difficulty, se }) => (difficulty - difficulties[Number(item_id.slice(1))]!) / se!,
    );
    expect(off.filter((one) => Math.abs(one) <= 1.96).length).toBeGreaterThanOrEqual(17);
    expect(await test.host.calibrations.get(id)).toMatchObject({ isActive: false, items: 20, bankId: 'planted' });
    expect(await test.host.calibrations.getHistory()).toEqual([]);
    expect(report).toMatchObject({
      ...{ learners: 400, answers: 8000, rapid: 0, link: null, fit: { converged: true } },
      items: { answered: 20, estimated: 20, provisional: 0, not_estimated: {}, carried: 0, out_of_bounds: 0 },
    });
    const [fitted, constant] = ['new', 'constant'].map((name) =>
      report.judged.contenders.find((one) => one.name === name)!,
    );
    expect(fitted!.log_loss).toBeLessThan(constant!.log_loss - 0.05);
    expect(fitted!.bins).toHaveLength(10);
    expect(report.difficulties.reduce((sum, n) => sum + n, 0)).toBe(20);
    expect(await test.host.dataSource.query('SELECT FROM fit_learners')).toEqual([]);
  });

  it('keeps the scale while learners become abler, and finds the anchor that has changed', async () => {
    const bank = { seed: 2, learners: 600, items: 24 };
    await test.addBank('first term', bank);
    const first = await test.calibrated({ bank_id: 'first term' });
    const extra = { item_id: 'elsewhere', difficulty: 2, discrimination: 1, se: 0.1, answers: 900 };
    const { id } = await test.host.calibrations.create({ items: [...first.items.map(asContent), extra] });
    await test.host.calibrations.adopt(id, why);
    await test.addBank('second term', { ...bank, ability: 0.5, leaked: 4 });

    const second = await test.calibrated({ bank_id: 'second term' });
    const link = second.report.link!;
    expect(link.drifting_items.map(({ item_id }) => item_id)).toEqual([itemId(4)]);
    expect([link.anchors, link.drifting]).toEqual([23, 1]);
    const before = new Map(first.items.map((item) => [item.item_id, item.difficulty]));
    const moved = second.items.flatMap(({ item_id, difficulty }) =>
      item_id === itemId(4) || !before.has(item_id) ? [] : [difficulty - before.get(item_id)!],
    );
    // A learner who stays the same has the ability that fits the same answers: it moves as the difficulties do.
    expect(Math.abs(moved.reduce((sum, one) => sum + one, 0) / moved.length)).toBeLessThan(0.05);
    expect(Math.abs(link.shift - 0.5)).toBeLessThan(0.15);
    // What was not answered stays as it was.
    expect(second.items.find(({ item_id }) => item_id === 'elsewhere')).toMatchObject(extra);
    expect((await test.host.calibrations.getHistory()).map(({ setId }) => setId)).toEqual([id]);

    const alone = await test.calibrated({ bank_id: 'second term', linked_to: 'none' });
    expect([alone.report.link, alone.items.length]).toEqual([null, 24]);
    const mean = (items: CalibratedItem[]) => items.reduce((sum, { difficulty }) => sum + difficulty, 0) / items.length;
    expect(mean(alone.items)).toBeLessThan(mean(first.items) - 0.4);
    await test.host.calibrations.withdraw(why);
  });

  it('counts the first answers that count, and each person once', async () => {
    // Of each item half of the learners are right at first.
    const ids = await test.add(
      'counted',
      Array.from({ length: 80 }, (_, n) => [
        { item_id: 'one', correct: n % 2 === 0, at: secondsOn(0) },
        { item_id: 'one', correct: true, at: secondsOn(1) },
        { item_id: 'two', correct: n % 4 < 2, at: secondsOn(2) },
      ]),
    );
    const bank_id = 'counted';
    const all = await test.calibrated({ bank_id });
    expect(all.report.answers).toBe(160);
    expect(all.items.map(({ answers }) => answers)).toEqual([80, 80]);
    const [one, two] = all.items;
    expect(one!.difficulty).toBeCloseTo(two!.difficulty, 9);

    const [erased, withdrawn, excluded, merged, into, retried, hinted, surveyed, fast] = ids;
    await test.host.learners.erase(erased!);
    await test.host.answers.void(withdrawn!, 'e3', why);
    await test.host.learners.merge(merged!, into!, why);
    const ofEvent = (change: string, learner: string, event: string) =>
      test.rewrite(change, 'learner_id = $1 AND event_id = $2', [learner, event]);
    for (const event of ['e1', 'e2', 'e3']) await ofEvent(`session_id = 'copied'`, excluded!, event);
    await ofEvent('attempt = 2', retried!, 'e1');
    await ofEvent('hints = 1', hinted!, 'e1');
    await ofEvent(`context = 'survey'`, surveyed!, 'e3');
    await test.rewrite('duration_ms = 20000', 'bank_id = $1', [bank_id]);
    await ofEvent('duration_ms = 1000', fast!, 'e3');
    await test.host.answers.decide(
      excluded!,
      { kind: 'exclude_session', scope: { kind: 'session', id: 'copied' } },
      why,
    );

    const fewer = await test.calibrated({ bank_id });
    // Two of the erased one, one withdrawn, two of the session, two of the person who is counted once; a second try, a survey, and
    // one that came too fast.
    expect([fewer.report.answers, fewer.not_first, fewer.report.rapid]).toEqual([
      160 - 2 - 1 - 2 - 2 - 1 - 1 - 1,
      1,
      1,
    ]);
    // Of the first item are left all but four, of the 36 or 37 right ones one had a hint.
    expect(fewer.items[0]).toMatchObject({ answers: 76 });
    expect(fewer.items[0]!.difficulty).toBeGreaterThan(one!.difficulty);

    expect(fewer.items.map(({ usual_duration_ms: ms, durations }) => [ms, durations])).toEqual([
      [20_000, 75 + 1],
      [20_000, 74 + 1],
    ]);
    expect([all.report.items.timed, fewer.report.items.timed]).toEqual([0, 2]);

    // The first item was answered before: what came later are no first answers to it.
    const later = (await test.run({ bank_id, from: secondsOn(1) })).result as unknown as CalibrationResult;
    expect(later).toMatchObject({ outcome: 'TOO_FEW_ITEMS', report: { answers: 74 } });
  });

  it('says how difficult the skills of first answers are', async () => {
    await test.add(
      'skilled',
      Array.from({ length: 60 }, (_, n) => [
        { item_id: 'easy', skill_ids: ['adding'], correct: n % 10 > 0, at: secondsOn(0) },
        { item_id: 'hard', skill_ids: ['dividing', 'adding'], correct: n % 5 === 0, at: secondsOn(1) },
        { item_id: 'hard', skill_ids: ['dividing', 'adding'], correct: true, at: secondsOn(2) },
        ...(n < 10 ? [{ item_id: 'rare', skill_ids: ['seldom'], correct: n % 2 > 0, at: secondsOn(3) }] : []),
      ]),
    );
    const first = await test.calibrated({ bank_id: 'skilled', linked_to: 'none' });
    const { entries } = await test.host.calibrations.getSkills(first.id);
    expect(entries).toMatchObject([
      { skill_id: 'adding', answers: 120 },
      { skill_id: 'dividing', answers: 60 },
      { skill_id: 'seldom', answers: 10 },
    ]);
    const [easy, hard] = first.items.map(({ difficulty }) => difficulty);
    const ofItems = entries.map(({ items_difficulty }) => items_difficulty!);
    expect(ofItems[0]).toBeCloseTo((60 * easy! + 30 * hard!) / 90, 9);
    expect(ofItems[1]).toBeCloseTo(hard!, 9);
    const [adding, dividing] = entries.map(({ difficulty }) => difficulty);
    expect(dividing).toBeGreaterThan(adding! + 0.5);
    expect(first.report.skills).toEqual({ rated: 3, carried: 0 });
  });

  it('counts answers by the key of the skill map', async () => {
    const logs = Array.from({ length: 40 }, (_, n) => [
      { item_id: 'keyed', correct: n % 4 > 0, at: secondsOn(0) },
      { item_id: 'plain', correct: n % 2 > 0, at: secondsOn(1) },
    ]);
    await test.add('keyed', logs);
    await test.rewrite(`option = CASE WHEN correct THEN 'b' ELSE 'a' END`, 'bank_id = $1', ['keyed']);
    const before = await test.calibrated({ bank_id: 'keyed' });
    const { id } = await test.host.skillMaps.create({ items: [{ item_id: 'keyed', key_option: 'a' }] });
    await test.host.skillMaps.adopt(id, why);
    const after = await test.calibrated({ bank_id: 'keyed' });
    await test.host.skillMaps.withdraw(why);

    expect(before.items[0]!.difficulty).toBeLessThan(-0.5);
    expect(after.items[0]!.difficulty).toBeGreaterThan(0.5);
  });
});
