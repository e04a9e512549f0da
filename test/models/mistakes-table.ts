import { analysedClasses } from '../support/models/analysed-classes.js';
import { type ClassSettings } from '../support/models/simulated-class.js';
import { shareOf } from './share-of.js';

type Settings = Omit<ClassSettings, 'seed'>;
const SIZES = [
  { learners: 200, questions: 20 },
  { learners: 500, questions: 30 },
];
const full: [string, Settings][] = SIZES.flatMap(({ learners, questions }) =>
  [0, 1, 1.5].map((sd): [string, Settings] => [`${learners} × ${questions}, sd ${sd}`, { learners, questions, sd }]),
);
const small: [string, Settings][] = [25, 50, 100].map((learners) => [
  `${learners} × 20, sd 1`,
  { learners, questions: 20, sd: 1 },
]);
const sparse: [string, Settings][] = [
  ['500 × 30, sd 1, growing', { learners: 500, questions: 30, sd: 1, growing: true }],
  ['500 × 30, sd 1, 30 % at random', { learners: 500, questions: 30, sd: 1, answered: 0.3 }],
  ['500 × 30, sd 1, 30 % adaptively', { learners: 500, questions: 30, sd: 1, answered: 0.3, assigned: 'adaptive' }],
  ['2,200 × 20, sd 1, 30 % at random', { learners: 2200, questions: 20, sd: 1, answered: 0.3 }],
  [
    '2,200 × 20, sd 1, 30 % adaptively, growing',
    { learners: 2200, questions: 20, sd: 1, answered: 0.3, assigned: 'adaptive', growing: true },
  ],
];
const keys: [string, Settings][] = [
  ['120 × 30, sd 1', { learners: 120, questions: 30, sd: 1 }],
  ['120 × 30, sd 1, growing', { learners: 120, questions: 30, sd: 1, growing: true }],
  ['400 × 30, sd 1, 30 % at random', { learners: 400, questions: 30, sd: 1, answered: 0.3 }],
  ['400 × 30, sd 1, 30 % adaptively', { learners: 400, questions: 30, sd: 1, answered: 0.3, assigned: 'adaptive' }],
];

/** Of as many classes for each line; those of another kind have seeds of their own. */
export function* mistakesTable(classes: number): Generator<string> {
  yield '| classes | a false pair | misconception found | false suspect keys per analysis | too few to say |';
  yield '| --- | --- | --- | --- | --- |';
  for (const [name, settings] of [...small, ...full, ...sparse]) {
    const without = analysedClasses(classes, settings);
    const planted = analysedClasses(classes, { ...settings, misconception: true }, 100_000);
    const suspects = (without.falseSuspects / classes).toFixed(3);
    const cells = [
      shareOf(without.falsePairs, classes),
      shareOf(planted.planted, classes),
      suspects,
      shareOf(without.insufficient, classes),
    ];
    yield `| ${[name, ...cells].join(' | ')} |`;
  }
  yield '';
  yield '| classes with a wrong key | it is found | false suspect keys per analysis |';
  yield '| --- | --- | --- |';
  for (const [name, settings] of keys) {
    const found = analysedClasses(classes, { ...settings, wrongKey: true }, 200_000);
    yield `| ${name} | ${shareOf(found.wrongKeys, classes)} | ${(found.falseSuspects / classes).toFixed(3)} |`;
  }
}
