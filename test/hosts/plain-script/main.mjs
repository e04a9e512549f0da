// No Nest app, no TypeScript, no database: an algorithm as a class, by import and by require.
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { LearningEngineError, NothingToRunError } from 'learning-engine';
import { MasteryV1Algorithm, MasteryV1Params } from 'learning-engine/algorithms';

const require = createRequire(import.meta.url);
const required = { ...require('learning-engine'), ...require('learning-engine/algorithms') };
const input = {
  states: [],
  events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' }],
};
const compute = (Algorithm, Params) => new Algorithm().compute(new Params(), input).states[0].p_known;

console.log(
  JSON.stringify({
    imported: compute(MasteryV1Algorithm, MasteryV1Params),
    required: compute(required.MasteryV1Algorithm, required.MasteryV1Params),
    errors: {
      ofTheSameCopy: new NothingToRunError('x') instanceof NothingToRunError,
      ofTheOtherCopy: new required.NothingToRunError('x') instanceof LearningEngineError,
      othersAreNot: new Error() instanceof LearningEngineError,
    },
  }),
);
