import { type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { brokenFoldLaws, brokenLaws, recordedFold } from 'learning-engine/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInAlgorithms } from '../../src/learning-engine/algorithms/index.js';
import { type Algorithm } from '../../src/learning-engine/authoring/algorithm.js';
import { ALGO_KEYS } from '../../src/learning-engine/domain/algo-key.js';
import {
  type AlgorithmDefinition,
  AlgorithmDefinitionMetadata,
} from '../../src/learning-engine/authoring/learning-algorithm.decorator.js';
import { AlgoParams } from '../../src/learning-engine/database/entities/algo-params.entity.js';
import { AlgorithmNotImplementedError } from '../../src/learning-engine/errors/algorithm.errors.js';
import { paramsSchema } from '../../src/learning-engine/authoring/params-schema.js';
import { schemaOf } from '../../src/learning-engine/schema/json-schema.js';
import { type JsonSchema } from '../../src/learning-engine/schema/rule.js';
import { undescribed } from '../support/engine/undescribed.js';
import { completeParams, defaultParams } from '../../src/learning-engine/authoring/complete-params.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { useDataSource } from '../support/database/use-data-source.js';

const ROOT = join('src', 'learning-engine', 'algorithms');
const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
const versionFolders = folders(ROOT).flatMap((key) =>
  folders(join(ROOT, key)).map((version) => [key, version] as const),
);

const definitionOf = (algorithm: Type<Algorithm>) =>
  new Reflector().get<AlgorithmDefinition>(AlgorithmDefinitionMetadata.KEY, algorithm);
const defaultsIn = ({ properties }: JsonSchema) =>
  Object.fromEntries(Object.entries(properties as object).map(([name, rule]) => [name, (rule as JsonSchema).default]));
const limits = { depth: 32, keys: 1000, bytes: 65_536 };

/** What a migration changed in the set that a version is activated with. */
const seededInstead: Partial<Record<string, object>> = { 'difficulty v1': { beta_item: 0.2 } };

/** What each revision of a version's fold gave, the first one first: released revisions stay. */
const recordedFolds = JSON.parse(readFileSync(join('test', 'fixtures', 'recorded-folds.json'), 'utf8')) as Partial<
  Record<string, string[]>
>;

describe('algorithms/index.ts', () => {
  it('lists every version folder once', () => {
    const listed = builtInAlgorithms.map(definitionOf).map(({ key, version }) => `${key}/${version}`);

    expect(listed.sort()).toEqual(versionFolders.map((path) => path.join('/')).sort());
  });

  it('has v0 of all five algorithms', () => {
    expect(versionFolders.filter(([, version]) => version === 'v0').map(([key]) => key)).toEqual([...ALGO_KEYS].sort());
  });
});

describe.each(versionFolders)('%s %s', (key, version) => {
  const dataSource = useDataSource(useTestDatabase());
  const algorithm = builtInAlgorithms.find((candidate) => {
    const definition = definitionOf(candidate);
    return definition.key === key && definition.version === version;
  })!;
  const className = `${key[0]!.toUpperCase()}${key.slice(1)}${version.toUpperCase()}`;

  it('has the four files of a version, and what stands beside them is named after the version too', () => {
    const files = readdirSync(join(ROOT, key, version));
    const roles = ['algorithm', 'contract', 'params', 'spec'];

    expect(files).toEqual(expect.arrayContaining(roles.map((role) => `${key}-${version}.${role}.ts`)));
    expect(files.filter((file) => !file.startsWith(`${key}-${version}.`))).toEqual([]);
  });

  it('names its classes after key and version', () => {
    expect(algorithm.name).toBe(`${className}Algorithm`);
    expect(definitionOf(algorithm).params.name).toBe(`${className}Params`);
  });

  it('has valid defaults, and is seeded with them and, where it is listed, with a set that is activated instead', async () => {
    const definition = definitionOf(algorithm);
    const defaults = completeParams(definition, {}, limits);
    const seeded = await dataSource().manager.find(AlgoParams, {
      where: { algoVersion: { algoKey: key, version } },
      relations: { algoVersion: true },
      order: { isActive: 'ASC' },
    });
    const instead = seededInstead[`${key} ${version}`];
    const sets = [{}, ...(instead ? [instead] : [])].map((changes) => ({
      ...defaultParams(definition.params),
      ...changes,
    }));

    expect(defaults).toMatchObject({ value: defaultParams(definition.params) });
    expect(seeded.map(({ paramsJson }) => paramsJson)).toEqual(sets);
    expect(seeded.map(({ isActive }) => isActive)).toEqual([...sets.slice(1).map(() => false), true]);
  });

  it('has a rule for every parameter', () => {
    const definition = definitionOf(algorithm);

    for (const name of Object.keys(defaultParams(definition.params))) {
      expect(completeParams(definition, { [name]: {} }, limits)).toMatchObject({
        problems: [{ pointer: `/${name}`, message: expect.stringMatching(`^${key}\\.${name} must be `) as string }],
      });
    }
  });

  it('keeps what the engine expects of every version, for inputs that are made up by its contract', () => {
    const { input } = definitionOf(algorithm);

    expect(brokenLaws(algorithm, input ? {} : { inputs: [{}] })).toEqual([]);
  });

  it('keeps what the engine expects of every fold, and gives what its revision gave, if it folds', () => {
    const recorded = recordedFolds[`${key} ${version}`] ?? [];
    if (!definitionOf(algorithm).fold) return expect(recorded).toEqual([]);

    expect(brokenFoldLaws(algorithm)).toEqual([]);
    // With other outputs: raise `revision` of the fold, and add the new outputs to the record.
    expect(recordedFold(algorithm)).toEqual({ revision: recorded.length, outputs: recorded.at(-1) });
  });

  it('says of every field what it is, of every number its unit, and of every parameter its default', () => {
    const { params, input, output } = definitionOf(algorithm);
    const schemas = [paramsSchema(params), schemaOf(input!), schemaOf(output!)];

    expect(schemas.flatMap((schema) => undescribed(schema))).toEqual([]);
    expect(defaultsIn(paramsSchema(params))).toEqual(defaultParams(params));
  });

  it('has contracts that any validator of JSON Schema understands', () => {
    const { params, input, output } = definitionOf(algorithm);
    const schemas = [params, input!, output!].map((type) => JSON.parse(JSON.stringify(schemaOf(type))) as AnySchema);

    for (const schema of schemas) {
      expect(new Ajv2020({ strict: false, validateFormats: false }).validateSchema(schema)).toBe(true);
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it('gives params that its JSON Schema accepts', () => {
    const { params } = definitionOf(algorithm);

    expect(new Ajv2020({ strict: false }).validate(schemaOf(params), defaultParams(params))).toBe(true);
  });

  if (version === 'v0') {
    it('is a stub', () => {
      expect(() => new algorithm().compute({}, {} as never)).toThrow(AlgorithmNotImplementedError);
    });
  }
});
