import {
  AboveUpTo,
  type Algorithm,
  type Fold,
  type FoldScope,
  LEARNER_SCOPE,
  LearningAlgorithm,
} from 'learning-engine/authoring';
import { createVersion } from './factories.js';
import { type Engine } from './open-engine.js';

export class TrailParams {
  @AboveUpTo(0, 1) gain: number = 0.3;
}

interface Level {
  level: number;
  last: string;
}

const scopesOfSkills = (skills: readonly { skill_id: string }[]): FoldScope[] =>
  skills.map(({ skill_id }) => ({ kind: 'skill', id: skill_id }));

/** Skills by themselves: each level goes a part of the way to each answer, so that every order gives other numbers. */
export const trailFold: Fold<TrailParams, Level> = {
  revision: 1,
  refold: 'skill',
  contexts: ['practice', 'exam', 'homework'],
  scopes: ({ skills }) => scopesOfSkills(skills),
  step: (states, { skills, correct, event_id, at }, { gain }) =>
    skills.map(({ skill_id }, index) => {
      const before = states[index]?.state.level ?? 0.5;
      const level = before + gain * (Number(correct) - before);
      const due_at = new Date(Date.parse(at) + Math.round(level * 86_400_000)).toISOString();
      return { scope: { kind: 'skill', id: skill_id }, state: { level, last: event_id }, value: level, due_at };
    }),
  predict: (states) => states[0]?.state.level ?? 0.5,
};

/** All states of a learner depend on each other. It throws at the item `boom`. */
export const webFold: Fold<TrailParams, Level> = {
  revision: 1,
  refold: 'learner',
  contexts: ['practice', 'exam', 'homework', 'diagnostic', 'survey'],
  scopes: ({ skills }) => [LEARNER_SCOPE, ...scopesOfSkills(skills)],
  step: ([self, ...states], { item_id, skills, correct, event_id }, { gain }) => {
    if (item_id === 'boom') throw new RangeError(`Cannot fold ${item_id}`);
    const of = (level: number, toward: number) => level + gain * (toward - level);
    const whole = of(self?.state.level ?? 0.5, Number(correct));
    return [
      { scope: LEARNER_SCOPE, state: { level: whole, last: event_id }, value: whole, due_at: null },
      ...skills.map(({ skill_id }, index) => {
        const level = of(states[index]?.state.level ?? whole, (whole + Number(correct)) / 2);
        return {
          scope: { kind: 'skill', id: skill_id } as const,
          state: { level, last: event_id },
          value: level,
          due_at: null,
        };
      }),
    ];
  },
};

@LearningAlgorithm({ key: 'trail', version: 'v1', params: TrailParams, fold: trailFold })
export class TrailAlgorithm implements Algorithm<TrailParams> {
  compute(): never {
    throw new Error('It folds only.');
  }
}

@LearningAlgorithm({ key: 'web', version: 'v1', params: TrailParams, fold: webFold })
export class WebAlgorithm implements Algorithm<TrailParams> {
  compute(): never {
    throw new Error('It folds only.');
  }
}

/** Reads all that is known of an answer beside the learner: how difficult its item and its skills are, and how much of it each skill is. */
export const heftFold: Fold<TrailParams, Level> = {
  revision: 1,
  refold: 'skill',
  contexts: ['practice'],
  scopes: ({ skills }) => scopesOfSkills(skills),
  step: (states, { skills, correct, score, event_id, at }, { gain }, { item_difficulty, skill_difficulties }) =>
    skills.map(({ skill_id, weight }, index) => {
      const before = states[index]?.state.level ?? 0.5;
      const pull = gain * weight * Math.exp(((item_difficulty ?? 0) + (skill_difficulties?.[index] ?? 0)) / 10);
      const level = before + pull * ((score ?? Number(correct)) - before);
      const due_at = new Date(Date.parse(at) + Math.round(level * 86_400_000)).toISOString();
      return { scope: { kind: 'skill', id: skill_id }, state: { level, last: event_id }, value: level, due_at };
    }),
  predict: (states, _question, _params, { item_difficulty }) =>
    (states[0]?.state.level ?? 0.5) / (1 + Math.exp(item_difficulty ?? 0)),
};

@LearningAlgorithm({ key: 'heft', version: 'v1', params: TrailParams, fold: heftFold })
export class HeftAlgorithm implements Algorithm<TrailParams> {
  compute(): never {
    throw new Error('It folds only.');
  }
}

export const foldingVersions = [TrailAlgorithm, WebAlgorithm];

/** Registers both with their default parameters, and activates them. */
export async function seedFoldingVersions({ dataSource, registry }: Pick<Engine, 'dataSource' | 'registry'>) {
  for (const key of ['trail', 'web']) {
    await createVersion(dataSource, key, 'v1');
    await registry.activateAlgoVersion(key, 'v1');
  }
}
