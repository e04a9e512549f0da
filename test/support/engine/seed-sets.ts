import { type Answer } from 'learning-engine/learners';
import { answer } from './answers.js';
import { createVersion } from './factories.js';
import { foldingVersions, HeftAlgorithm, seedFoldingVersions } from './folding-versions.js';
import { type LearnerHost, openLearners } from './open-learners.js';

const CHOSEN = ['A', 'B'];
const why = { reason: 'a test' };

/** How difficult skills are by the first calibration. */
export const SKILLS = { merged: -1, s1: 2 };

/** Answers to items of which the sets say something, and of others. */
export const givenAnswers = Array.from({ length: 30 }, (_, index): Answer => {
  const draw = (index * 7919) % 101;
  return answer(`e${index}`, {
    at: new Date(Date.UTC(2026, 0, 1 + (draw % 20))).toISOString(),
    item_id: `i${draw % 7}`,
    skill_ids: [`s${draw % 4}`, ...(draw % 3 ? [] : ['s9'])],
    correct: draw % 3 > 0,
    ...(draw % 2 && { option: CHOSEN[draw % 4 ? 0 : 1]! }),
    ...(draw % 5 === 0 && { item_version: '2' }),
    ...(draw % 6 === 0 && { score: 0.4 }),
  });
});

/** A host with a version that reads all that sets say. The caller closes its `app`. */
export const openWithSets = (url: string): Promise<LearnerHost> =>
  openLearners(url, {}, [...foldingVersions, HeftAlgorithm]);

/** Two calibrations and two skill maps, and the versions that fold by them. */
export async function seedSets(host: LearnerHost) {
  await seedFoldingVersions(host);
  await createVersion(host.dataSource, 'heft', 'v1');
  await host.registry.activateAlgoVersion('heft', 'v1');
  const difficulties = [
    [1, -2, 0.5],
    [-1, 3, 0],
  ].map((all, number) => ({
    items: all.map((difficulty, n) => ({ item_id: `i${n * 2}`, difficulty })),
    // The second one says nothing of skills.
    ...(number === 0 && { skills: Object.entries(SKILLS).map(([skill_id, difficulty]) => ({ skill_id, difficulty })) }),
  }));
  const calibrations = [
    null,
    ...(await Promise.all(difficulties.map((one) => host.calibrations.create(one)))).map(({ id }) => id),
  ];
  const mapped = [
    {
      items: [
        {
          item_id: 'i0',
          skills: [
            { skill_id: 'merged', weight: 2 },
            { skill_id: 's1', weight: 1 },
          ],
          key_option: 'B',
        },
        { item_id: 'i1', key_option: 'A' },
        { item_id: 'i2', skills: [] },
      ],
    },
    {
      items: [
        { item_id: 'i0', item_version: '2', skills: [{ skill_id: 'split' }] },
        { item_id: 'i0', key_option: 'A' },
        {
          item_id: 'i3',
          skills: [
            { skill_id: 's0', weight: 1 },
            { skill_id: 's3', weight: 7 },
          ],
        },
      ],
    },
  ];
  const maps = [null, ...(await Promise.all(mapped.map((one) => host.skillMaps.create(one)))).map(({ id }) => id)];
  const adoptOne = async (kind: 'calibrations' | 'skillMaps', id: string | null | undefined) => {
    await (id ? host[kind].adopt(id, why) : host[kind].withdraw(why));
  };
  return {
    calibrations,
    maps,
    /** By their numbers; 0 for none. */
    adopt: async (calibration: number, map: number) => {
      await adoptOne('calibrations', calibrations[calibration]);
      await adoptOne('skillMaps', maps[map]);
    },
  };
}

/** The states of a learner by the active version of a key. */
export const statesBy = async (host: LearnerHost, learner: string, algoKey = 'heft') =>
  (await host.states.getState(learner, { algoKey }, { limit: 200 })).states;
