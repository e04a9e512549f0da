import { type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Algorithm } from '../authoring/algorithm.js';
import { completeParams } from '../authoring/complete-params.js';
import { type AlgorithmDefinition, AlgorithmDefinitionMetadata } from '../authoring/learning-algorithm.decorator.js';
import { definitionProblem } from '../catalog/definition-problem.js';
import { type JsonObject } from '../json/json.js';
import { defaultEngineLimits, jsonLimits } from '../options/engine-limits.js';

interface Declared {
  definition: AlgorithmDefinition;
  /** Complete and valid. */
  sets: readonly JsonObject[];
}

interface BrokenDeclaration {
  law: 'declared' | 'takes-params';
  message: string;
  params?: object;
}

const limits = jsonLimits(defaultEngineLimits, defaultEngineLimits.paramsBytes);

/** What a class declares, and parameter sets of it; or why it is no version, or does not take the sets. */
export function declaredSets(
  algorithm: Type<Algorithm>,
  params: readonly object[] = [{}],
): Declared | BrokenDeclaration[] {
  const definition = new Reflector().get<AlgorithmDefinition | undefined>(AlgorithmDefinitionMetadata.KEY, algorithm);
  if (!definition) return [{ law: 'declared', message: `${algorithm.name} is not declared by @LearningAlgorithm.` }];
  const problem = definitionProblem(definition, limits);
  if (problem) return [{ law: 'declared', message: problem }];

  const sets: JsonObject[] = [];
  const invalid: BrokenDeclaration[] = [];
  for (const set of params) {
    const judged = completeParams(definition, set, limits);
    if ('problems' in judged) {
      const messages = judged.problems.map(({ message }) => message);
      invalid.push(...messages.map((message) => ({ law: 'takes-params' as const, message, params: set })));
    } else {
      sets.push(judged.value);
    }
  }
  return invalid.length > 0 ? eachOnce(invalid) : { definition, sets };
}

/** The first case of each law. */
export const eachOnce = <Broken extends { law: string }>(found: readonly Broken[]): Broken[] =>
  found.filter(({ law }, index) => found.findIndex((one) => one.law === law) === index);
