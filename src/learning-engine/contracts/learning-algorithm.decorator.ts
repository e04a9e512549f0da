import { applyDecorators, Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** What an algorithm class says about itself. */
export interface AlgorithmDefinition {
  /** The algorithm's name: lower case letters, digits and underscores, such as `mastery`. */
  key: string;
  /** The version's name, such as `v1`. */
  version: string;
  /**
   * Class of the parameter set. Its property initialisers are the defaults, its decorators are the rules
   * (see `Between` and its neighbours). It is constructed without arguments.
   */
  params: Type<object>;
}

export const AlgorithmDefinitionMetadata = DiscoveryService.createDecorator<AlgorithmDefinition>();

/**
 * Declares a class as one version of an algorithm and makes it an injectable provider. The engine finds it at boot,
 * wherever it is provided; a second class with the same key and version stops the boot.
 */
export const LearningAlgorithm = (definition: AlgorithmDefinition): ClassDecorator =>
  applyDecorators(Injectable(), AlgorithmDefinitionMetadata(definition));
