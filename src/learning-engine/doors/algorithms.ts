export * from '../algorithms/index.js';
export {
  fittedKnowledge,
  type FittedKnowledge,
  type KnowledgeFit,
  type KnowledgeModel,
} from '../kit/fitting/knowledge-tracing.js';
export { fittedWeights, type Sample } from '../kit/fitting/logistic-regression.js';
