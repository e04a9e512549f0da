import { randomUUID } from 'node:crypto';
import { type AuthUser } from 'learning-engine/http';
import { answer } from '../support/engine/answers.js';
import { atPointer, newUser, problem, someAdmin } from '../support/http/api-client.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

const NO_ONE = '00000000-0000-4000-8000-000000000000';
const reader: AuthUser = { userId: randomUUID(), role: 'reader', groupIds: [] };
const reason = 'a test';

interface Created {
  id: string;
  is_active: boolean;
}

describe('calibrations and skill maps over HTTP', () => {
  const service = useService();
  const { api, activate, recorded, stateOf } = useLearners(service);
  const created = async (path: string, items: object[], more: object = {}) =>
    (await api.post(path, { items, ...more }, someAdmin).expect(201)).body as Created;
  beforeAll(async () => {
    await activate('mastery');
  });

  it('are created, read, adopted and withdrawn', async () => {
    const items = [
      {
        ...{ item_id: 'q2', difficulty: -1.5, se: 0.1, answers: 40, provisional: true },
        ...{ usual_duration_ms: 18_000, durations: 38 },
      },
      { item_id: 'q1', difficulty: 0.8 },
    ];
    const skills = [
      { skill_id: 's2', difficulty: 0.3, answers: 1208, items_difficulty: 0.1 },
      { skill_id: 's1', difficulty: -1 },
    ];
    const calibration = await created('calibrations', items, {
      skills,
      bank_id: 'b',
      params_id: null,
      answers_to: '2026-01-01T00:00:00Z',
    });
    expect(calibration).toMatchObject({
      items: 2,
      skills: 2,
      is_active: false,
      bank_id: 'b',
      answers_to: '2026-01-01T00:00:00.000Z',
    });
    expect(await created('calibrations', items, { skills })).toEqual(calibration);
    const path = `calibrations/${calibration.id}`;
    expect((await api.get(path, reader).expect(200)).body).toEqual(calibration);
    const first = (await api.get(`${path}/items?limit=1`, platform).expect(200)).body as { next_cursor: string };
    expect(first).toMatchObject({ items: [{ item_id: 'q1', difficulty: 0.8, se: null, usual_duration_ms: null }] });
    const rest = await api.get(`${path}/items?limit=1&cursor=${first.next_cursor}`, platform).expect(200);
    expect(rest.body).toMatchObject({ items: [items[0]], next_cursor: null });
    const some = (await api.get(`${path}/skills?limit=1`, platform).expect(200)).body as { next_cursor: string };
    expect(some).toMatchObject({ skills: [{ skill_id: 's1', difficulty: -1, answers: null, items_difficulty: null }] });
    const others = await api.get(`${path}/skills?limit=1&cursor=${some.next_cursor}`, platform).expect(200);
    expect(others.body).toEqual({ skills: [skills[0]], next_cursor: null });
    expect((await api.get('calibrations', reader).expect(200)).body).toEqual({
      calibrations: [calibration],
      next_cursor: null,
    });

    const none = await api.post('calibrations/withdraw', { reason }, someAdmin).expect(200);
    expect(none.body).toEqual({ adoption: null });
    const adopted = (await api.post(`${path}/adopt`, { reason }, someAdmin).expect(200)).body as {
      adoption: { id: string };
    };
    expect(adopted.adoption).toMatchObject({ set_id: calibration.id, reason, actor_user_id: someAdmin.userId });
    expect((await api.get(path, reader)).body).toMatchObject({ is_active: true });
    const stale = { reason, expected_adoption_id: '0' };
    const refused = await api.post('calibrations/withdraw', stale, someAdmin).expect(409);
    expect(refused.body).toEqual(problem('not-the-last-adoption'));
    const fresh = { reason, expected_adoption_id: adopted.adoption.id };
    expect((await api.post('calibrations/withdraw', fresh, someAdmin).expect(200)).body).toMatchObject({
      adoption: { set_id: null },
    });
    const history = (await api.get('calibrations/adoptions', reader).expect(200)).body as { adoptions: object[] };
    expect(history.adoptions).toMatchObject([{ set_id: null }, adopted.adoption]);
  });

  it('change what answers count for, and a corrected key changes which were right', async () => {
    const learner = randomUUID();
    const wrong = answer('e1', { item_id: 'k1', option: 'C', correct: false, skill_ids: ['old'] });
    await recorded(learner, [wrong]);
    const [before] = (await stateOf(learner)).states;
    const map = await created('skill-maps', [
      { item_id: 'k1', skills: [{ skill_id: 'new' }, { skill_id: 'also', weight: 3 }] },
    ]);
    await api.post(`skill-maps/${map.id}/adopt`, { reason }, someAdmin).expect(200);
    expect((await stateOf(learner)).states.map(({ scope_id }) => scope_id)).toEqual(['also', 'new']);

    const correction = { item_id: 'k1', key_option: 'C', reason: 'The key was wrong' };
    const answered = await api.post('answers/corrections', correction, someAdmin).expect(200);
    const corrected = answered.body as { skill_map: Created; adoption: object };
    expect(corrected).toMatchObject({
      skill_map: { made_from: map.id, is_active: true },
      adoption: { reason: 'The key was wrong' },
    });
    const items = (await api.get(`skill-maps/${corrected.skill_map.id}/items`, reader).expect(200)).body as object;
    expect(items).toMatchObject({
      items: [
        {
          ...{ item_id: 'k1', item_version: null, key_option: 'C' },
          skills: [
            { skill_id: 'also', weight: 0.75 },
            { skill_id: 'new', weight: 0.25 },
          ],
        },
      ],
    });
    for (const { value } of (await stateOf(learner)).states) expect(value).toBeGreaterThan(before!.value!);
    await api.post('skill-maps/withdraw', { reason }, someAdmin).expect(200);
    expect((await stateOf(learner)).states).toEqual([before]);
  });

  it.each<[string, string, object, number, string]>([
    ['no items', 'calibrations', { items: [] }, 400, '/items'],
    ['items that are none', 'skill-maps', { items: {} }, 400, '/items'],
    ['skills that are none', 'calibrations', { items: [{ item_id: 'i', difficulty: 0 }], skills: 3 }, 400, '/skills'],
    ['a bank that is none', 'calibrations', { items: [{ item_id: 'i', difficulty: 0 }], bank_id: '' }, 400, '/bank_id'],
    ['a set without a reason', `calibrations/${NO_ONE}/adopt`, {}, 400, '/reason'],
    ['a key of nothing', 'answers/corrections', { key_option: 'A', reason }, 400, '/item_id'],
  ])('are not made of %s', async (_what, path, body, status, pointer) => {
    const refused = await api.post(path, body, someAdmin).expect(status);
    expect(refused.body).toEqual(problem('invalid-request', atPointer(pointer)));
  });

  it.each<[string, string, object, number, string, string]>([
    [
      'a difficulty',
      'calibrations',
      { items: [{ item_id: 'i', difficulty: 11 }] },
      400,
      'invalid-request',
      'items[0].difficulty must be between -10 and 10',
    ],
    [
      'a duration',
      'calibrations',
      { items: [{ item_id: 'i', difficulty: 0, usual_duration_ms: -1 }] },
      400,
      'invalid-request',
      'items[0].usual_duration_ms must be an integer of at least 0',
    ],
    [
      'a weight',
      'skill-maps',
      { items: [{ item_id: 'i', skills: [{ skill_id: 's', weight: -1 }] }] },
      400,
      'invalid-request',
      'items[0].skills[0].weight must be between',
    ],
    ['a set that is not there', `calibrations/${NO_ONE}/adopt`, { reason }, 404, 'calibration-not-found', NO_ONE],
    ['a map that is not there', `skill-maps/${NO_ONE}/adopt`, { reason }, 404, 'skill-map-not-found', NO_ONE],
    [
      'parameters that are not there',
      'calibrations',
      { items: [{ item_id: 'i', difficulty: 0 }], params_id: NO_ONE, algo_version_id: NO_ONE },
      404,
      'params-not-found',
      NO_ONE,
    ],
  ])('say what is wrong with %s', async (_what, path, body, status, name, detail) => {
    const refused = await api.post(path, body, someAdmin).expect(status);
    expect(refused.body).toEqual(problem(name, { detail: expect.stringContaining(detail) as string }));
  });

  it('are changed by administrators alone, and read by readers and programs', async () => {
    const callers = [newUser(), reader, platform, someAdmin];
    const reads = ['calibrations', 'calibrations/adoptions', `calibrations/${NO_ONE}`, `calibrations/${NO_ONE}/items`];
    for (const path of [...reads, ...reads.map((one) => one.replace('calibrations', 'skill-maps'))]) {
      const statuses = await Promise.all(callers.map(async (caller) => (await api.get(path, caller)).status));
      const found = path.includes(NO_ONE) ? 404 : 200;
      expect([path, statuses]).toEqual([path, [403, found, found, found]]);
    }
    const ofSkills = callers.map(async (caller) => (await api.get(`calibrations/${NO_ONE}/skills`, caller)).status);
    expect(await Promise.all(ofSkills)).toEqual([403, 404, 404, 404]);
    const writes = ['calibrations', `calibrations/${NO_ONE}/adopt`, 'calibrations/withdraw', 'answers/corrections'];
    for (const path of [...writes, 'skill-maps', `skill-maps/${NO_ONE}/adopt`, 'skill-maps/withdraw']) {
      const statuses = await Promise.all(callers.map(async (caller) => (await api.post(path, {}, caller)).status));
      expect([path, statuses]).toEqual([path, [403, 403, 403, 400]]);
    }
  });
});
