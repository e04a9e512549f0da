import { availableParallelism } from 'node:os';

// The app runs as ESM, the tests run as CommonJS: no --experimental-vm-modules, no need for Node 24.9.
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

/** Packages published as ESM only. Jest says "Must use import to load ES Module" when one is missing here. */
const esmOnly = ['@nestjs/', 'uuid/', 'canonicalize/'];

const project = (displayName, files, setup = 'postgres') => ({
  displayName,
  testMatch: [`<rootDir>/${files}`],
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  modulePathIgnorePatterns: [
    '<rootDir>/src/learning-engine/dist',
    '<rootDir>/src/admin/dist',
    '<rootDir>/test/hosts/.*/',
  ],
  testEnvironment: 'node',
  // Compiles each module once per worker, not once per test file.
  runtime: '<rootDir>/test/support/jest-runtime.mjs',
  setupFiles: ['reflect-metadata'],
  clearMocks: true,
  ...(setup && {
    globalSetup: `<rootDir>/test/support/${setup}.global-setup.mjs`,
    globalTeardown: `<rootDir>/test/support/${setup === 'hosts' ? 'hosts' : 'postgres'}.global-teardown.mjs`,
  }),
  moduleFileExtensions: ['js', 'json', 'ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Modules that are named by their URL, such as those that a child process computes by.
    '^file://(.*)\\.[jt]s$': '$1',
    '^learning-engine-admin$': '<rootDir>/src/admin/index.ts',
    '^learning-engine$': '<rootDir>/src/learning-engine/index.ts',
    '^learning-engine/(.*)$': '<rootDir>/src/learning-engine/doors/$1.ts',
    '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js',
  },
  transform: { '^.+\\.[tj]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')}))`],
});

/** @type {import('jest').Config} */
export default {
  // For what hangs alone: how long a test takes depends on the machine. Many tests repeat many times more in full.
  testTimeout: process.env.FULL_FAULTS ? 3_600_000 : 900_000,
  // Many tests wait for processes and deadlines: one worker more than there are cores keeps the cores busy.
  maxWorkers: availableParallelism() + 1,
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts', '!src/**/*.spec.ts', '!src/**/migrations/**'],
  projects: [
    project('unit', 'src/**/*.spec.ts', null),
    project('conformance', 'test/conformance/**/*.spec.ts', 'service'),
    project('integration', 'test/integration/**/*.int-spec.ts'),
    project('e2e', 'test/e2e/**/*.e2e-spec.ts', 'service'),
    project('browser', 'test/browser/**/*.browser-spec.ts', 'service'),
    project('faults', 'test/faults/**/*.spec.ts', 'service'),
    project('hosts', 'test/hosts/*.spec.ts', 'hosts'),
  ],
};
