// npm run new:algorithm <key> <version>: makes the folder of a version, its line in the list, and the migration that registers it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import process from 'node:process';

const [key, version, ...others] = process.argv.slice(2);
const problem =
  ((!key || !version || others.length > 0) && 'Name a key and a version.') ||
  (!/^[a-z][a-z0-9]*$/.test(key) &&
    `"${key}" cannot be a key here: use lower case letters and digits, a letter first.`) ||
  (!/^v[1-9]\d*$/.test(version) && `"${version}" cannot be a version: use v1, v2, and so on.`);
if (problem)
  fail(`${problem}\nUsage: npm run new:algorithm <key> <version>, for example: npm run new:algorithm mastery v3`);

const algorithms = join(import.meta.dirname, 'algorithms');
const migrations = join(import.meta.dirname, 'database', 'migrations');
const folder = join(algorithms, key, version);
if (existsSync(folder)) fail(`${key} ${version} is there already: ${shown(folder)}. Name another version.`);

const Key = key[0].toUpperCase() + key.slice(1);
const Name = Key + version.toUpperCase();
const file = `${key}-${version}`;
const path = `./${key}/${version}/${file}`;

const sources = {
  params: `import { Between } from '../../../schema/number-rules.js';

export class ${Name}Params {
  @Between(0, 1, { title: 'Threshold', description: 'Score from which a learner has passed.', unit: 'share' })
  threshold: number = 0.7;
}
`,
  contract: `import { Between } from '../../../schema/number-rules.js';
import { Id, IsBoolean, ListOf } from '../../../schema/value-rules.js';

export class ${Name}Answer {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;

  @IsBoolean({ title: 'Correct', description: 'Whether the answer was right.' }) correct: boolean;
}

/** One learner's answers. */
export class ${Name}Input {
  @ListOf(${Name}Answer, { atMost: 10_000, title: 'Answers', description: 'The answers of one learner.' })
  answers: ${Name}Answer[];
}

export class ${Name}Output {
  @Between(0, 1, { title: 'Score', description: 'Share of right answers; 0 where there are none.', unit: 'share' })
  score: number;

  @IsBoolean({ title: 'Passed', description: 'Whether the score is at least the threshold.' }) passed: boolean;
}
`,
  algorithm: `import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { ${Name}Input, ${Name}Output } from './${file}.contract.js';
import { ${Name}Params } from './${file}.params.js';

/** ${Key}, version ${version.slice(1)}: the share of right answers. */
@LearningAlgorithm({
  key: '${key}',
  version: '${version}',
  params: ${Name}Params,
  input: ${Name}Input,
  output: ${Name}Output,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['${key} ${version}'],
})
export class ${Name}Algorithm implements Algorithm<${Name}Params, ${Name}Input, ${Name}Output> {
  compute(params: Readonly<${Name}Params>, { answers }: Readonly<${Name}Input>): ${Name}Output {
    const right = answers.filter(({ correct }) => correct).length;
    const score = answers.length === 0 ? 0 : right / answers.length;
    return { score, passed: score >= params.threshold };
  }
}
`,
  spec: `import { brokenLaws, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { ${Name}Algorithm } from './${file}.algorithm.js';

describe(${Name}Algorithm.name, () => {
  it('keeps what the engine expects of every version', () => {
    expect(brokenLaws(${Name}Algorithm)).toEqual([]);
  });

  it('scores the share of right answers', () => {
    const answers = [true, true, false].map((correct) => ({ item_id: 'a', correct }));

    expect(run(${Name}Algorithm, { threshold: 0.5 }, { answers })).toEqual({ score: 2 / 3, passed: true });
  });
});
`,
};

const timestamps = readdirSync(migrations).map((name) => Number.parseInt(name, 10) || 0);
const timestamp = Math.max(Date.now(), ...timestamps.map((last) => last + 1));
const migration = `Seed${Name}${timestamp}`;
const migrationFile = `${timestamp}-seed-${file}`;
const migrationSource = `import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { seedAlgorithmVersion, unseedAlgorithmVersion } from './seed-algorithm-version.js';

const VERSION = {
  key: '${key}',
  version: '${version}',
  description: '${Key} ${version} - the share of right answers',
  params: { threshold: 0.7 },
};

/** Registers ${key} ${version}, EXPERIMENTAL: ready to be tried and activated. */
export class ${migration} implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedAlgorithmVersion(queryRunner, VERSION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await unseedAlgorithmVersion(queryRunner, VERSION);
  }
}
`;

const made = [];
const changed = [];
mkdirSync(folder, { recursive: true });
for (const [role, source] of Object.entries(sources)) make(join(folder, `${file}.${role}.ts`), source);
make(join(migrations, `${migrationFile}.ts`), migrationSource);
change(join(algorithms, 'index.ts'), (list) => {
  const types = `    ${version}: { input: ${Name}Input; output: ${Name}Output };\n`;
  const typed = new RegExp(`\n  ${key}: \\{\n[^]*?(?=  \\};\n)`);
  let text = after(
    list,
    [new RegExp(`^import .* from './${key}/.*;\n`, 'gm'), /^import .*;\n/gm],
    `import { ${Name}Algorithm } from '${path}.algorithm.js';
import { type ${Name}Input, type ${Name}Output } from '${path}.contract.js';\n`,
  );
  text = after(
    text,
    [new RegExp(`^  ${Key}V\\d+Algorithm,\n`, 'gm'), /^ {2}\w+Algorithm,\n/gm],
    `  ${Name}Algorithm,\n`,
  );
  text = typed.test(text)
    ? after(text, [typed], types)
    : after(text, [/export interface AlgorithmTypes \{\n[^]*?(?=^\}\n)/m], `  ${key}: {\n${types}  };\n`);
  return after(
    text,
    [new RegExp(`^export \\{[^}]*\\} from './${key}/.*;\n`, 'gm'), /^export \{[^}]*\} from .*;\n/gm],
    `export { ${Name}Algorithm } from '${path}.algorithm.js';
export { ${Name}Answer, ${Name}Input, ${Name}Output } from '${path}.contract.js';
export { ${Name}Params } from '${path}.params.js';\n`,
  );
});
change(join(migrations, 'engine-migrations.ts'), (list) =>
  after(
    after(list, [/^import .*;\n/gm], `import { ${migration} } from './${migrationFile}.js';\n`),
    [/^ {2}\w+\d{13},\n/gm],
    `  ${migration},\n`,
  ),
);
const prettier = createRequire(import.meta.url).resolve('prettier/bin/prettier.cjs');
execFileSync(process.execPath, [prettier, '--write', '--log-level', 'warn', ...made, ...changed]);
execFileSync(process.execPath, [join(import.meta.dirname, 'record-code-digests.mjs')]);
changed.push(join(algorithms, 'code-digests.ts'));

console.log(`Made:
${made.map(shown).join('\n')}
Changed:
${changed.map(shown).join('\n')}

The version runs as it is: it scores the share of right answers. What is left:
1. Write what it computes: params, contract, algorithm, spec. Export what the contract adds in algorithms/index.ts.
2. Give the migration the same defaults as the params class, and a description.
3. npm run format; npm run digests:record; npm run api:record; npm run openapi:record; npx jest --selectProjects conformance -u; npm run check
4. Describe it in docs/algorithms.md and CHANGELOG.md.`);

function make(name, source) {
  writeFileSync(name, source);
  made.push(name);
}

function change(name, edit) {
  writeFileSync(name, edit(readFileSync(name, 'utf8')));
  changed.push(name);
}

/** The text with an addition behind the last match of the first pattern that has one. */
function after(text, patterns, addition) {
  for (const pattern of patterns) {
    const match = [
      ...text.matchAll(new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)),
    ].at(-1);
    if (match)
      return text.slice(0, match.index + match[0].length) + addition + text.slice(match.index + match[0].length);
  }
  throw new Error(`Nothing matches ${patterns.join(' or ')}: add by hand\n${addition}`);
}

function shown(name) {
  return `  ${relative(process.cwd(), name)}`;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
