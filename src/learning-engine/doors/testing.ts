export { type AlgorithmCases, type AlgorithmLaw, type BrokenLaw, brokenLaws } from '../testing/broken-laws.js';
export { brokenFoldLaws } from '../testing/broken-fold-laws.js';
export { type BrokenFoldLaw, type FoldCases, type FoldLaw } from '../testing/fold-laws.js';
export { type RecordedFold, recordedFold } from '../testing/recorded-fold.js';
export { EngineTestingModule, type EngineTestingOptions } from '../testing/engine-testing.module.js';
export { type FixedVersion } from '../testing/fixed-pairs.js';
export { NoDatabaseError } from '../errors/database.errors.js';
