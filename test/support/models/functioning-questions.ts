import { MistakesV2Algorithm, MistakesV2Params } from 'learning-engine/algorithms';
import { type ClassSettings, simulatedClass } from './simulated-class.js';

const algorithm = new MistakesV2Algorithm();
const params = Object.freeze(new MistakesV2Params());

/** Which classes questions got: the one that is harder for one group, and all others. */
export interface FunctioningFound {
  harder: Record<'A' | 'B' | 'C', number>;
  others: Record<'A' | 'B' | 'C', number>;
  /** How often the 95 % interval holds the planted difference. */
  covered: number;
}

const none = () => ({ A: 0, B: 0, C: 0 });
/** Of logits, on the delta scale. */
const DELTA = -2.35;

/** Of as many simulated groups of learners, each from its seed. */
export function functioningFound(
  classes: number,
  settings: Omit<ClassSettings, 'seed'> & { harder: number },
): FunctioningFound {
  const found: FunctioningFound = { harder: none(), others: none(), covered: 0 };
  for (let seed = 1; seed <= classes; seed += 1) {
    const { input, harderQuestion } = simulatedClass({ ...settings, seed });
    for (const one of algorithm.compute(params, input).functioning) {
      if (one.class === null) continue;
      found[one.question_id === harderQuestion ? 'harder' : 'others'][one.class] += 1;
      if (one.question_id !== harderQuestion) continue;
      const planted = DELTA * settings.harder;
      found.covered += Number(one.delta_low! <= planted && planted <= one.delta_high!);
    }
  }
  return found;
}
