const ENGINE = '^src/learning-engine/';
const spec = '\\.spec\\.ts$';
const lib = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

// What a folder may import besides itself, lowest folder first. A new folder needs a line.
const app = {
  config: ['learning-engine'],
  'learning-engine': [],
  admin: [],
  browser: ['config', 'admin', 'learning-engine'],
  logging: ['config', 'learning-engine'],
  auth: ['config', 'learning-engine'],
  http: ['auth', 'learning-engine'],
  'rate-limit': ['config', 'auth', 'http', 'learning-engine'],
  users: ['config', 'learning-engine'],
  'embedded-postgres': ['config'],
  database: ['config', 'logging', 'users', 'embedded-postgres', 'learning-engine'],
  tenants: ['database', 'learning-engine'],
  health: ['http', 'database', 'learning-engine'],
  metrics: ['config', 'auth', 'http', 'learning-engine'],
  openapi: ['learning-engine'],
  tracing: ['logging', 'http', 'learning-engine'],
  demo: ['config', 'database', 'users', 'learning-engine'],
  bootstrap: [
    'config',
    'logging',
    'auth',
    'http',
    'embedded-postgres',
    'database',
    'tenants',
    'health',
    'metrics',
    'openapi',
    'tracing',
    'app',
    'learning-engine',
  ],
  cli: [
    'config',
    'logging',
    'auth',
    'embedded-postgres',
    'database',
    'users',
    'tenants',
    'demo',
    'bootstrap',
    'app',
    'learning-engine',
  ],
};
const values = ['json', 'domain'];
const records = [...values, 'options', 'errors', 'database'];
const services = [...records, 'tokens', 'schema', 'authoring', 'catalog'];
const engine = {
  json: [],
  domain: ['json'],
  schema: ['json'],
  authoring: ['json', 'schema'],
  kit: ['json', 'schema', 'authoring'],
  options: ['json'],
  errors: [...values, 'schema'],
  database: [...values, 'options', 'errors', 'tokens'],
  algorithms: [...values, 'schema', 'kit', 'authoring', 'errors'],
  'answer-files': [...values, 'schema', 'kit', 'authoring', 'errors'],
  catalog: [...values, 'schema', 'authoring', 'options', 'errors', 'tokens'],
  idempotency: [...records, 'tokens'],
  events: [...records, 'tokens'],
  params: services,
  runs: [...services, 'idempotency', 'events'],
  resolution: [...services],
  registry: [...services, 'params', 'resolution'],
  info: [...records, 'tokens', 'resolution'],
  execution: [...services, 'types', 'params', 'runs', 'resolution', 'registry'],
  doctor: [...services, 'jobs'],
  jobs: [...services, 'events', 'runs', 'execution'],
  learners: [...services, 'kit', 'answer-files', 'events', 'resolution', 'runs', 'registry', 'execution', 'jobs'],
  evidence: [...services, 'kit', 'params', 'runs', 'resolution', 'registry', 'execution', 'jobs', 'learners'],
  webhooks: [...records, 'tokens', 'events', 'jobs'],
  cli: [
    ...services,
    'algorithms',
    'answer-files',
    'evidence',
    'learners',
    'module',
    'params',
    'runs',
    'events',
    'registry',
    'doctor',
    'jobs',
    'learners',
    'webhooks',
  ],
  testing: [
    ...services,
    'kit',
    'learners',
    'module',
    'params',
    'info',
    'idempotency',
    'events',
    'runs',
    'resolution',
    'registry',
    'execution',
    'doctor',
  ],
  http: [
    ...services,
    'answer-files',
    'idempotency',
    'events',
    'params',
    'runs',
    'registry',
    'info',
    'execution',
    'doctor',
    'jobs',
    'learners',
    'evidence',
    'webhooks',
  ],
  metrics: ['domain', 'kit', 'database', 'doctor', 'runs', 'events', 'jobs', 'learners'],
  doors: [
    ...values,
    'schema',
    'kit',
    'authoring',
    'errors',
    'database',
    'algorithms',
    'answer-files',
    'cli',
    'evidence',
    'http',
    'jobs',
    'learners',
    'metrics',
    'testing',
    'webhooks',
  ],
};
const DOORS = `${ENGINE}(index|doors/[^/]+)\\.ts$`;
const tokens = `${ENGINE}learning-engine\\.(tokens|module-definition)\\.ts$`;
const types = `${ENGINE}algorithm-types\\.ts$`;
const module = `${ENGINE}learning-engine\\.module\\.ts$`;
const pathOf = (root, folder) =>
  ({ tokens, types, module, app: '^src/app\\.module\\.ts$' })[folder] ?? `${root}${folder}/`;
const direction = (root, table) => [
  ...Object.entries(table).map(([folder, allowed]) =>
    rule(
      `direction-${folder}`,
      `${folder} may import ${allowed.join(', ') || 'no other folder'}. Move the shared part down, or pass it in.`,
      { path: `${root}${folder}/` },
      { path: root, pathNot: [folder, ...allowed].map((name) => pathOf(root, name)) },
    ),
  ),
  rule(
    'direction-of-new-folder',
    'Give the folder a line in .dependency-cruiser.mjs.',
    { path: `${root}[^/]+/`, pathNot: Object.keys(table).map((name) => `${root}${name}/`) },
    {},
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...direction('^src/', app),
    ...direction(ENGINE, engine),
    rule(
      'no-cycle',
      'ESM ends a cycle in "Cannot access X before initialization". Let both sides import a third, lower file.',
      {},
      { circular: true },
    ),
    rule(
      'engine-one-door',
      'Import from learning-engine or one of its doors. If the name is not there, export it there on purpose.',
      {
        path: '^(src|test|ormconfig)',
        pathNot: [
          ENGINE,
          '^test/(conformance|bench/algorithms|models)/',
          '^test/support/engine/(algorithm-laws|folds|going-on|compute-rich-inputs\\.cli)\\.ts$',
        ],
      },
      { path: ENGINE, pathNot: DOORS },
    ),
    rule(
      'door-not-from-inside',
      'Inside the engine, import the file itself: the door imports everything and closes a cycle.',
      { path: ENGINE },
      { path: DOORS },
    ),
    rule(
      'algorithms-by-module-only',
      'Ask the catalog for an algorithm: only learning-engine.module.ts lists them, and only the door exports them. (A command without an app has no catalog.)',
      {
        path: ENGINE,
        pathNot: [
          `${ENGINE}algorithms/`,
          `${ENGINE}(learning-engine\\.module|algorithm-types|index|doors/algorithms|cli/built-in-versions)\\.ts$`,
        ],
      },
      { path: `${ENGINE}algorithms/` },
    ),
    rule(
      'versions-stand-alone',
      'A released version is frozen: copy the code, or move what is shared into kit/.',
      { path: `${ENGINE}algorithms/([^/]+/[^/]+)/` },
      { path: `${ENGINE}algorithms/`, pathNot: `${ENGINE}algorithms/($1/|code-digests\\.ts$)` },
    ),
    rule(
      'algorithms-are-pure',
      'Plain data in, plain data out: take it as input, or from kit/.',
      { path: `${ENGINE}algorithms/`, pathNot: spec },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'no-sql-here',
      'Routes, rules and algorithms know no SQL: call a service of the engine.',
      { path: `${ENGINE}(json|schema|kit|authoring|algorithms|http)/` },
      { path: lib('typeorm', 'pg', '@nestjs/typeorm') },
    ),
    rule(
      'nestjs-typeorm-in-database-only',
      'Inject the DataSource by its token: only src/database/ uses @nestjs/typeorm.',
      { path: '^src/', pathNot: '^src/database/' },
      { path: lib('@nestjs/typeorm') },
    ),
    rule(
      'no-test-code-in-src',
      'Move what both need into src/.',
      { path: '^src/', pathNot: spec },
      { path: ['^test/', spec] },
    ),
    rule(
      'declared-packages-only',
      'Add the package to "dependencies"; one for development alone needs a dynamic import.',
      {
        path: '^src/',
        pathNot: [spec, '(build-package|new-algorithm|record-code-digests|record-api-types|vite\\.config)\\.mjs$'],
      },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', 'dynamic-import', 'npm-peer'],
      },
    ),
    rule('unresolvable', 'Correct the path: the other rules cannot see through it.', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/(admin|learning-engine)/dist/', '^src/admin/app/', '^test/hosts/[^/]+/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
