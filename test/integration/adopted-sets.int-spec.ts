import { createHash, randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const reason = 'a test';

describe('calibrations and skill maps', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
  });
  afterAll(() => host?.app.close());
  const item = { item_id: 'i1', difficulty: 0 };
  const rows = (statement: string, values: unknown[] = []) =>
    host.dataSource.query<Record<string, unknown>[]>(statement, values);

  it('are stored once, whatever the order of their items, with where they are from', async () => {
    const items = [
      { item_id: '\u{1F600}', difficulty: 1 },
      { item_id: '\uFFFD', difficulty: -0.1, discrimination: 1.5, se: 0.2, answers: 12, provisional: true },
      { item_id: '__proto__', difficulty: 10 },
      { item_id: 'constructor', difficulty: -10 },
    ];
    const origin = {
      ...{ bank_id: 'b1', answers_from: '2026-01-01T00:00:00Z', answers_to: '2026-06-30T23:59:59.999Z' },
    };
    const actor = randomUUID();
    const first = await host.calibrations.create({ items, ...origin }, { createdByUserId: actor });
    expect(first).toMatchObject({
      ...{ items: 4, isActive: false, bankId: 'b1', createdByUserId: actor, paramsId: null },
      ...{ answersFrom: new Date(origin.answers_from), answersTo: new Date(origin.answers_to) },
    });
    const others = await Promise.all(
      Array.from({ length: 4 }, () => host.calibrations.create({ items: [...items].reverse() })),
    );
    for (const other of others) expect(other).toEqual(first);
    expect(await host.calibrations.get(first.id)).toEqual(first);

    const one = await host.calibrations.getItems(first.id, { limit: 3 });
    expect(one.entries.map(({ item_id }) => item_id)).toEqual(['__proto__', 'constructor', '\uFFFD']);
    const untimed = { usual_duration_ms: null, durations: null };
    expect(one.entries[2]).toEqual({ ...items[1], ...untimed });
    const rest = await host.calibrations.getItems(first.id, { limit: 3, after: one.nextAfter! });
    expect(rest).toEqual({
      entries: [{ ...items[0], ...untimed, discrimination: null, se: null, answers: null, provisional: false }],
      nextAfter: null,
    });
    const map = { items: [{ item_id: 'i', skills: [{ skill_id: 'b', weight: 3 }, { skill_id: 'a' }] }] };
    const { id } = await host.skillMaps.create(map);
    expect((await host.skillMaps.getItems(id)).entries).toEqual([
      {
        ...{ item_id: 'i', item_version: '', key_option: null },
        skills: [
          { skill_id: 'a', weight: 0.25 },
          { skill_id: 'b', weight: 0.75 },
        ],
      },
    ]);
    const same = {
      items: [
        {
          item_id: 'i',
          skills: [
            { skill_id: 'a', weight: 2 },
            { skill_id: 'b', weight: 6 },
          ],
        },
      ],
    };
    expect((await host.skillMaps.create(same)).id).toBe(id);
  });

  it('say of skills, too, how difficult they are, and are others then', async () => {
    const items = [{ item_id: 'with skills', difficulty: 1 }];
    const skills = [
      { skill_id: 'b', difficulty: -0.5, answers: 40 },
      { skill_id: '__proto__', difficulty: 10 },
      { skill_id: 'a', difficulty: 0.25, answers: 0 },
    ];
    const without = await host.calibrations.create({ items, skills: [] });
    const first = await host.calibrations.create({ items, skills });
    const other = await host.calibrations.create({ items, skills: skills.slice(1) });
    expect([without.skills, first.skills, other.skills, first.items]).toEqual([0, 3, 2, 1]);
    expect(new Set([without.id, first.id, other.id]).size).toBe(3);
    expect(await host.calibrations.create({ items })).toEqual(without);
    expect(await host.calibrations.create({ items, skills: skills.toReversed() })).toEqual(first);
    // As it was before calibrations said anything of skills.
    const line = JSON.stringify(['with skills', 1, 'null', 'null', 'null', false]);
    expect(without.digest).toBe(createHash('sha256').update(`${line}\n`).digest('hex'));

    const page = await host.calibrations.getSkills(first.id, { limit: 2 });
    const untold = { items_difficulty: null };
    expect(page.entries).toEqual([
      { ...skills[1], ...untold, answers: null },
      { ...skills[2], ...untold },
    ]);
    expect(await host.calibrations.getSkills(first.id, { after: page.nextAfter! })).toEqual({
      ...{ entries: [{ ...skills[0], ...untold }], nextAfter: null },
    });
    const ofItems = skills.map((one, n) => ({ ...one, ...(n > 0 && { items_difficulty: -n }) }));
    const more = await host.calibrations.create({ items, skills: ofItems });
    expect(more.id).not.toBe(first.id);
    const told = (await host.calibrations.getSkills(more.id)).entries.map((one) => one.items_difficulty);
    expect(told).toEqual([-1, -2, null]);
    expect((await host.calibrations.getSkills(without.id)).entries).toEqual([]);
  });

  it('say of items, too, how long they take, and are others then', async () => {
    const timed = (more: object) =>
      host.calibrations.create({ items: [{ item_id: 'timed', difficulty: 1, ...more }, item] });
    const [without, with_, counted] = [
      await timed({}),
      await timed({ usual_duration_ms: 20_000 }),
      await timed({ usual_duration_ms: 20_000, durations: 40 }),
    ];
    expect(new Set([without.id, with_.id, counted.id]).size).toBe(3);
    expect(await timed({ usual_duration_ms: 20_000 })).toEqual(with_);
    // As it was before calibrations said anything of durations.
    const lines = [['i1', 0], ['timed', 1]].map((line) => JSON.stringify([...line, 'null', 'null', 'null', false])); // prettier-ignore
    expect(without.digest).toBe(
      createHash('sha256')
        .update(`${lines.join('\n')}\n`)
        .digest('hex'),
    );

    const durations = async (id: string) =>
      (await host.calibrations.getItems(id)).entries.map((one) => [one.usual_duration_ms, one.durations]);
    expect(await durations(with_.id)).toEqual([[null, null], [20_000, null]]); // prettier-ignore
    expect(await durations(counted.id)).toEqual([[null, null], [20_000, 40]]); // prettier-ignore
  });

  it('are listed, the newest first, in pages', async () => {
    for (let number = 0; number < 3; number += 1) {
      await host.calibrations.create({ items: [{ item_id: 'listed', difficulty: number }] });
    }
    const { entries, nextAfter } = await host.calibrations.list({ limit: 2 });
    const rest = await host.calibrations.list({ limit: 200, after: nextAfter! });
    const ids = [...entries, ...rest.entries].map(({ id }) => id);
    expect(entries).toHaveLength(2);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(new Set(ids).size).toBe(Number((await rows('SELECT count(*) FROM item_calibrations'))[0]!.count));
  });

  it('are adopted one after the other, also by many at once, and an adoption that was not seen is not overwritten', async () => {
    const ids = await Promise.all(
      [1, 2, 3, 4].map(async (difficulty) => (await host.calibrations.create({ items: [{ ...item, difficulty }] })).id),
    );
    const second = await openLearners(database.url);
    try {
      const actorUserId = randomUUID();
      const entries = await Promise.all(
        ids.map((id, index) => (index % 2 ? host : second).calibrations.adopt(id, { reason, actorUserId })),
      );
      const history = await host.calibrations.getHistory();
      const inOrder = [...entries].sort((one, other) => Number(other.id) - Number(one.id));
      expect(history).toEqual(inOrder);
      expect(history.map(({ adoptedAt }) => adoptedAt.getTime())).toEqual(
        history.map(({ adoptedAt }) => adoptedAt.getTime()).sort((one, other) => other - one),
      );
      expect((await host.calibrations.list({ limit: 200 })).entries.filter(({ isActive }) => isActive)).toMatchObject([
        { id: history[0]!.setId },
      ]);
      expect(await host.calibrations.adopt(history[0]!.setId!, { reason: 'again' })).toEqual(history[0]);

      const expectedAdoptionId = history[0]!.id;
      const others = ids.filter((id) => id !== history[0]!.setId);
      const settled = await Promise.allSettled(
        others.map((id) => host.calibrations.adopt(id, { reason, expectedAdoptionId })),
      );
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      const refused = settled.find((one) => one.status === 'rejected');
      expect(refused!.reason).toMatchObject({ code: 'NOT_THE_LAST_ADOPTION', expectedId: expectedAdoptionId });

      expect(await host.calibrations.withdraw({ reason })).toMatchObject({ setId: null });
      expect((await host.calibrations.getHistory()).length).toBe(ids.length + 2);
      expect((await host.calibrations.get(ids[0]!)).isActive).toBe(false);
    } finally {
      await second.app.close();
    }
  });

  it.each([
    ['UPDATE item_calibrations SET items = 1', 'A calibration never changes'],
    ['DELETE FROM item_difficulties', 'A calibration never changes'],
    ['TRUNCATE skill_map_items', 'A skill map never changes'],
    ["UPDATE skill_maps SET digest = '\\x00'", 'A skill map never changes'],
    ['UPDATE set_adoptions SET reason = reason', 'Adoptions are append-only'],
    ['DELETE FROM set_adoptions', 'Adoptions are append-only'],
    ["INSERT INTO set_adoptions (kind, reason) VALUES ('calibration', 'r')", 'says what the last one of its kind says'],
    [
      "INSERT INTO set_adoptions (id, kind, reason) OVERRIDING SYSTEM VALUE VALUES (1, 'calibration', 'r')",
      'was numbered before',
    ],
    ['BEGIN ISOLATION LEVEL SERIALIZABLE', 'at REPEATABLE READ or SERIALIZABLE'],
  ])('are guarded by the database: %s', async (statement, message) => {
    const change = statement.startsWith('BEGIN')
      ? host.dataSource.transaction('SERIALIZABLE', (manager) =>
          manager.query("INSERT INTO set_adoptions (kind, reason) VALUES ('skill_map', 'r')"),
        )
      : rows(statement);
    await expect(change).rejects.toThrow(message);
  });

  it('of 100,000 items are stored, and folded by', async () => {
    const many = Array.from({ length: 100_000 }, (_, n) => ({ item_id: `i${n}`, difficulty: (n % 9) - 4 }));
    const { id, items } = await host.calibrations.create({ items: many });
    expect(items).toBe(100_000);
    await host.calibrations.adopt(id, { reason });
    await host.registry.activateAlgoVersion('adaptive', 'v1');
    const learner = await newLearner(host.dataSource);
    const chosen = await host.states.next(learner, { count: 1, candidates: [{ item_id: 'i99998' }] });
    expect(chosen.items).toMatchObject([{ difficulty: 4, is_calibrated: true }]);
  });
});
