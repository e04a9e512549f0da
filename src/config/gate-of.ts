import { type LearningEngineOptions } from 'learning-engine';
import { type Env } from './env.js';
import { gatesOf } from './gates.rule.js';

/** The gate of activations, as the environment says. */
export const gateOf = ({
  GATES,
  GATE_LOG_LOSS_MARGIN: logLossMargin,
  GATE_MOST_CHANGED: mostChanged,
}: Env): LearningEngineOptions['gate'] => ({ modes: gatesOf(GATES ?? ''), logLossMargin, mostChanged });
