import { type CalibrationContent, type SkillMapContent } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { type LearnerHost, openLearners } from '../support/engine/open-learners.js';

const NO_ONE = '00000000-0000-4000-8000-000000000000';
const reason = 'a test';

describe('calibrations and skill maps', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
  });
  afterAll(() => host?.app.close());
  const rows = (statement: string) => host.dataSource.query<Record<string, unknown>[]>(statement);

  const difficulties = (items: unknown, more: object = {}) => ({ items, ...more }) as CalibrationContent;
  const maps = (items: unknown) => ({ items }) as SkillMapContent;
  const item = { item_id: 'i1', difficulty: 0 };

  it.each<[string, () => Promise<unknown>, string]>([
    ['no items', () => host.calibrations.create(difficulties([])), 'items must name at least one item'],
    ['a list that is none', () => host.calibrations.create(difficulties('all')), 'items must be a list'],
    ['no list', () => host.calibrations.create({} as never), 'items must be a list of at most 100000 rows'],
    [
      'a number that is none',
      () => host.calibrations.create(difficulties([{ ...item, difficulty: NaN }])),
      'items[0].difficulty',
    ],
    [
      'infinity',
      () => host.calibrations.create(difficulties([item, { ...item, difficulty: -Infinity }])),
      'items[1].difficulty',
    ],
    [
      'a difficulty out of range',
      () => host.calibrations.create(difficulties([{ ...item, difficulty: 10.1 }])),
      'items[0].difficulty must be between -10 and 10',
    ],
    [
      'a negative error',
      () => host.calibrations.create(difficulties([{ ...item, se: -1 }])),
      'items[0].se must be between 0 and 100',
    ],
    [
      'an item twice',
      () => host.calibrations.create(difficulties([item, { ...item, difficulty: 1 }])),
      'items must name each item once: i1 is there twice',
    ],
    [
      'a skill of a calibration twice',
      () =>
        host.calibrations.create(
          difficulties([item], {
            skills: [
              { skill_id: 'a', difficulty: 1 },
              { skill_id: 'a', difficulty: 0 },
            ],
          }),
        ),
      'skills must name each skill once: a is there twice',
    ],
    [
      'a skill that is too difficult',
      () => host.calibrations.create(difficulties([item], { skills: [{ skill_id: 'a', difficulty: -11 }] })),
      'skills[0].difficulty must be between -10 and 10',
    ],
    [
      'a number of durations alone',
      () => host.calibrations.create(difficulties([item, { ...item, item_id: 'i2', durations: 3 }])),
      'items[1].durations must be given with usual_duration_ms, or not at all',
    ],
    [
      'skills alone',
      () => host.calibrations.create({ skills: [{ skill_id: 'a', difficulty: 1 }] } as never),
      'items must be a list of at most 100000 rows',
    ],
    ['a key that is unknown', () => host.calibrations.create(difficulties([{ ...item, b: 1 }])), 'items[0]'],
    [
      'an item of another kind',
      () => host.calibrations.create(difficulties([{ ...item, item_id: 7 }])),
      'items[0].item_id',
    ],
    [
      'half a character',
      () => host.calibrations.create(difficulties([{ ...item, item_id: '\uD800' }])),
      'items[0].item_id',
    ],
    [
      'params alone',
      () => host.calibrations.create(difficulties([item], { params_id: NO_ONE })),
      'params_id must be given with algo_version_id, or neither',
    ],
    [
      'a range backwards',
      () =>
        host.calibrations.create(
          difficulties([item], { answers_from: '2026-01-02T00:00:00Z', answers_to: '2026-01-01T00:00:00Z' }),
        ),
      'answers_to must not be before answers_from',
    ],
    [
      'parameters that do not exist',
      () => host.calibrations.create(difficulties([item], { params_id: NO_ONE, algo_version_id: NO_ONE })),
      NO_ONE,
    ],
    [
      'too many items',
      () =>
        host.calibrations.create(
          difficulties(Array.from({ length: 100_001 }, (_, n) => ({ item_id: `i${n}`, difficulty: 0 }))),
        ),
      'items must be a list of at most 100000 rows',
    ],
    [
      'an author who is none',
      () => host.calibrations.create(difficulties([item]), { createdByUserId: 'me' }),
      'createdByUserId must be a UUID',
    ],
    [
      'a negative weight',
      () => host.skillMaps.create(maps([{ item_id: 'i1', skills: [{ skill_id: 'a', weight: -1 }] }])),
      'items[0].skills[0].weight must be between 0.000001 and 1000000',
    ],
    [
      'weights that sum to 0',
      () => host.skillMaps.create(maps([{ item_id: 'i1', skills: [{ skill_id: 'a', weight: 0 }] }])),
      'items[0].skills[0].weight must be between',
    ],
    [
      'a skill twice',
      () => host.skillMaps.create(maps([{ item_id: 'i1', skills: [{ skill_id: 'a' }, { skill_id: 'a' }] }])),
      'items[0].skills must name each skill once: a is there twice',
    ],
    [
      'an item of a map twice',
      () =>
        host.skillMaps.create(
          maps([
            { item_id: 'i1', key_option: 'A' },
            { item_id: 'i1', skills: [] },
          ]),
        ),
      'items must name each item once: i1 is there twice',
    ],
    [
      'a version of an item twice',
      () =>
        host.skillMaps.create(
          maps([
            { item_id: 'i1', item_version: '2', key_option: 'A' },
            { item_id: 'i1', item_version: '2', skills: [] },
          ]),
        ),
      'i1 in version 2 is there twice',
    ],
    [
      'an item of which nothing is said',
      () => host.skillMaps.create(maps([{ item_id: 'i1' }])),
      'items[0] must have skills or key_option',
    ],
    [
      '21 skills',
      () =>
        host.skillMaps.create(
          maps([{ item_id: 'i1', skills: Array.from({ length: 21 }, (_, n) => ({ skill_id: `s${n}` })) }]),
        ),
      'items[0].skills must be a list of at most 20',
    ],
    ['a page that is none', () => host.calibrations.list({ after: 'x' }), 'after must be the nextAfter of a page'],
    ['a page that is too long', () => host.calibrations.list({ limit: 201 }), 'limit must be'],
    ['an unknown calibration', () => host.calibrations.adopt(NO_ONE, { reason }), `There is no calibration ${NO_ONE}`],
    ['an unknown map', () => host.skillMaps.adopt('__proto__', { reason }), 'There is no skill map __proto__'],
    ['items of an unknown map', () => host.skillMaps.getItems(NO_ONE), `There is no skill map ${NO_ONE}`],
    ['no reason', () => host.calibrations.withdraw({ reason: '' }), 'reason'],
    [
      'an expected adoption that is none',
      () => host.calibrations.withdraw({ reason, expectedAdoptionId: 'x' }),
      'expectedAdoptionId must be the id of an adoption',
    ],
    [
      'another adoption',
      () => host.calibrations.withdraw({ reason, expectedAdoptionId: '99' }),
      'The last adoption is none, and not 99',
    ],
    [
      'a key of nothing',
      () => host.skillMaps.correctKey({ itemId: '', keyOption: 'A' }, { reason }),
      'itemId must be a text',
    ],
    [
      'a key that is none',
      () => host.skillMaps.correctKey({ itemId: 'i', keyOption: '\0' }, { reason }),
      'keyOption must be a text',
    ],
  ])('are not changed by %s', async (_what, call, message) => {
    const counts = () =>
      rows(`SELECT (SELECT count(*) FROM item_calibrations) AS c, (SELECT count(*) FROM skill_maps) AS m,
        (SELECT count(*) FROM set_adoptions) AS a`);
    const before = await counts();
    await expect(call()).rejects.toThrow(message);
    expect(await counts()).toEqual(before);
  });
});
