import { type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Algorithm } from '../authoring/algorithm.js';
import { type AlgorithmDefinition, AlgorithmDefinitionMetadata } from '../authoring/learning-algorithm.decorator.js';
import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { type ThreadedVersion } from './thread-messages.js';

/**
 * An instance of a version of its own, in a thread or a process that imports its module.
 *
 * @throws Error when the module exports no such class
 */
export async function loadVersion(wanted: ThreadedVersion): Promise<CatalogEntry> {
  const exported: unknown[] = Object.values((await import(/* webpackIgnore: true */ wanted.module)) as object);
  const type = exported.find((value) => isVersion(value, wanted)) as Type<Algorithm> | undefined;
  if (!type) throw new Error(`${wanted.module} exports no class that is declared as ${wanted.key} ${wanted.version}.`);
  return { definition: definitionOf(type)!, algorithm: new type() };
}

const definitionOf = (type: Type): AlgorithmDefinition | undefined =>
  new Reflector().get<AlgorithmDefinition | undefined>(AlgorithmDefinitionMetadata.KEY, type);

function isVersion(value: unknown, { key, version }: ThreadedVersion): boolean {
  const definition = typeof value === 'function' ? definitionOf(value as Type) : undefined;
  return definition?.key === key && definition.version === version;
}
