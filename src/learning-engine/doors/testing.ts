export { type AlgorithmCases, type AlgorithmLaw, type BrokenLaw, brokenLaws } from '../testing/broken-laws.js';
export { EngineTestingModule, type EngineTestingOptions } from '../testing/engine-testing.module.js';
export { type FixedVersion } from '../testing/fixed-pairs.js';
export { NoDatabaseError } from '../errors/database.errors.js';
