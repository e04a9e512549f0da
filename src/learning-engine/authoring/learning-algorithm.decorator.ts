import { applyDecorators, Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Algorithm } from './algorithm.js';
import { type Fit } from './fit.js';
import { type Fold } from './fold.js';
import { type Selector } from './select.js';
import { type Problem } from '../json/problem.js';
import { sharedByCopies } from '../json/shared-by-copies.js';

/** A rule that binds several parameters: judges a complete set whose parameters are each valid by themselves. */
export type CrossRule<Params = never> = (params: Params) => Problem | undefined;

/**
 * Class of a parameter set. Its property initialisers are the defaults, its decorators are the rules (see `Between` and
 * its neighbours): one for each property. Decorators of class-validator work too. Rules that bind several parameters are its static `crossRules`. It is
 * constructed without arguments.
 */
export interface ParamsClass<Params extends object = object> extends Type<Params> {
  crossRules?: readonly CrossRule<never>[];
  /**
   * Writes a valid set in full where its rules allow a shorter form as well. What it returns is judged by the same rules, and is
   * what is stored and runs, so that the record says what ran.
   */
  written?(params: Params): object;
}

/** What an algorithm class says about itself. */
export interface AlgorithmDefinition<Params extends object = object, Input extends object = object, Output = unknown> {
  /** The algorithm's name: lower case letters, digits and underscores, such as `mastery`. */
  key: string;
  /** The version's name, such as `v1`. */
  version: string;
  params: ParamsClass<Params>;
  /** Class of the input: what its decorators say is checked before `compute`. Without it, `compute` gets any JSON object. */
  input?: Type<Input>;
  /** Class of the output: the promise to those who read it. */
  output?: Type<Output>;
  /** How it folds stored answers into states. Without it, the engine keeps no states of this version. */
  fold?: Fold<Params>;
  /** How its parameters are fitted to answers. Without it, a job that fits cannot use this version. It needs a fold that predicts. */
  fit?(...given: Parameters<Fit<Params>>): Params;
  /** How it chooses what a learner is asked next. Without it, `LearnerStateService.next` cannot use this version. */
  select?: Selector<Input, Output>;
  /** A version that says what it will take and give, and computes nothing yet: its runs end as NOT_IMPLEMENTED, whatever their input. */
  isStub?: boolean;
  /**
   * Where the class lives: the URL of the module that exports it, `import.meta.url` or, where modules are CommonJS,
   * `pathToFileURL(__filename).href`. Large computations then run in a thread, which
   * imports the module and makes an instance of its own. Leave it out where the class injects anything.
   */
  module?: string;
  /**
   * Names the state of the code that computes, such as a digest of its files or a commit: recorded with each run. Where a run that is
   * computed again comes out otherwise, it tells changed code from chance. Another state must have another name. Built-in versions have a
   * digest that the build writes. At most 200 characters.
   */
  codeDigest?: string;
  /** Libraries that compute, each with its version: they are recorded with each run. */
  libraries?: readonly string[];
}

export const AlgorithmDefinitionMetadata = sharedByCopies('definition', () =>
  DiscoveryService.createDecorator<AlgorithmDefinition>(),
);

/**
 * Declares a class as one version of an algorithm and makes it an injectable provider. The engine finds it at boot,
 * wherever it is provided; a second class with the same key and version stops the boot.
 */
export const LearningAlgorithm = <Params extends object, Input extends object = object, Output = unknown>(
  definition: AlgorithmDefinition<Params, Input, Output>,
): ((type: Type<Algorithm<Params, Input, Output>>) => void) =>
  applyDecorators(Injectable(), AlgorithmDefinitionMetadata(definition));
