import { analysedClasses, type Findings } from '../support/models/analysed-classes.js';
import { type ClassSettings } from '../support/models/simulated-class.js';

type Settings = Omit<ClassSettings, 'seed'>;
const Z = 1.96;

const SIZES = [
  { learners: 200, questions: 20 },
  { learners: 500, questions: 30 },
];
const full: [string, Settings][] = SIZES.flatMap(({ learners, questions }) =>
  [0, 1, 1.5].map((sd): [string, Settings] => [`${learners} × ${questions}, sd ${sd}`, { learners, questions, sd }]),
);
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
  for (const [name, settings] of [...full, ...sparse]) {
    const without = analysedClasses(classes, settings);
    const planted = analysedClasses(classes, { ...settings, misconception: true }, 100_000);
    const suspects = (without.falseSuspects / classes).toFixed(3);
    const cells = [
      shareOf(without, 'falsePairs'),
      shareOf(planted, 'planted'),
      suspects,
      shareOf(without, 'insufficient'),
    ];
    yield `| ${[name, ...cells].join(' | ')} |`;
  }
  yield '';
  yield '| classes with a wrong key | it is found | false suspect keys per analysis |';
  yield '| --- | --- | --- |';
  for (const [name, settings] of keys) {
    const found = analysedClasses(classes, { ...settings, wrongKey: true }, 200_000);
    yield `| ${name} | ${shareOf(found, 'wrongKeys')} | ${(found.falseSuspects / classes).toFixed(3)} |`;
  }
}

/** In per cent, with Wilson's interval of 95 %. */
function shareOf(findings: Findings, name: keyof Findings): string {
  const n = findings.classes;
  const share = findings[name] / n;
  const spread = (Z * Z) / n;
  const center = (share + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / n + spread / (4 * n));
  const percent = (value: number) => (100 * Math.max(0, value)).toFixed(1);
  return `${percent(share)} % (${percent(center - half)} to ${percent(center + half)})`;
}
