import 'reflect-metadata';
import { type Evaluation, evaluationOf } from '../evaluation.js';
import { type Tallied } from '../evaluation-tally.js';

/** To draw learners anew takes a while. */
export const compute = (tallied: Tallied): Evaluation => evaluationOf(tallied);
