export { LearningMetricsModule, type LearningMetricsOptions } from '../metrics/learning-metrics.module.js';
export { RunMetrics } from '../metrics/run-metrics.js';
