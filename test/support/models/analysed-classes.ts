import { MistakesV2Algorithm, MistakesV2Params } from 'learning-engine/algorithms';
import { type ClassSettings, simulatedClass } from './simulated-class.js';

/** Of how many simulated classes what was found. */
export interface Findings {
  classes: number;
  /** Classes with a pair that was not planted, and classes in which the planted one was found. */
  falsePairs: number;
  planted: number;
  /** Suspect keys that are right, of all classes, and classes in which the wrong key was found. */
  falseSuspects: number;
  wrongKeys: number;
  /** Classes in which too few answered to say that there are none. */
  insufficient: number;
}

const algorithm = new MistakesV2Algorithm();
const params = Object.freeze(new MistakesV2Params());

/** Analyses as many classes, each from a seed of its own. */
export function analysedClasses(classes: number, settings: Omit<ClassSettings, 'seed'>, firstSeed = 1): Findings {
  const findings = { classes, falsePairs: 0, planted: 0, falseSuspects: 0, wrongKeys: 0, insufficient: 0 };
  for (let index = 0; index < classes; index += 1) {
    const { input, planted, rightOption } = simulatedClass({ ...settings, seed: firstSeed + index });
    const { pairs, suspects } = algorithm.compute(params, input);
    const names = pairs.rows.map(({ a, b }) =>
      [a, b]
        .map((one) => `${one.question_id} ${one.option}`)
        .sort()
        .join(),
    );
    const keys = suspects.map(({ question_id, option }) => `${question_id} ${option}`);
    // A question with a wrong key gives no pairs that could be called false: its mistakes are none.
    const wrong = names.filter((name) => name !== planted.join() && !isOf(name, rightOption));
    findings.falsePairs += Number(wrong.length > 0);
    findings.planted += Number(planted.length > 0 && names.includes(planted.join()));
    findings.falseSuspects += keys.filter((key) => !isOf(key, rightOption)).length;
    findings.wrongKeys += Number(rightOption !== undefined && keys.includes(rightOption));
    findings.insufficient += Number(pairs.status === 'insufficient');
  }
  return findings;
}

const isOf = (name: string, option: string | undefined): boolean =>
  option !== undefined && name.includes(option.slice(0, option.indexOf(' ')));
