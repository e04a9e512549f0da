import { Inject, Injectable, Logger, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Algorithm } from '../authoring/algorithm.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type AlgorithmDefinition, AlgorithmDefinitionMetadata } from '../authoring/learning-algorithm.decorator.js';
import {
  AlgorithmNotRegisteredError,
  DuplicateAlgorithmError,
  EngineNotInitialisedError,
  InvalidAlgorithmError,
} from '../errors/algorithm.errors.js';
import { ENGINE_HOST_ALGORITHMS, ENGINE_LIMITS } from '../learning-engine.tokens.js';
import { definitionProblem } from './definition-problem.js';

export interface CatalogEntry {
  readonly definition: AlgorithmDefinition;
  readonly algorithm: Algorithm;
}

const entryName = (key: string, version: string) => `${key} ${version}`;

/** The algorithm classes in code: all providers declared by `@LearningAlgorithm`, found once at boot. */
@Injectable()
export class AlgorithmCatalog implements OnModuleInit {
  private readonly logger = new Logger('LearningEngine');
  private readonly entries = new Map<string, CatalogEntry>();
  private isInitialised = false;

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(ENGINE_HOST_ALGORITHMS) private readonly given: Type[],
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
  ) {}

  /**
   * @throws DuplicateAlgorithmError when two classes have the same key and version
   * @throws InvalidAlgorithmError when a class cannot be used as declared
   */
  onModuleInit(): void {
    for (const provider of this.discovery.getProviders({ metadataKey: AlgorithmDefinitionMetadata.KEY })) {
      const definition = this.discovery.getMetadataByDecorator(AlgorithmDefinitionMetadata, provider);
      if (!definition) continue;
      if (!provider.isDependencyTreeStatic() || provider.isTransient) {
        const problem =
          'one instance serves all runs: it must not be request-scoped or transient, nor depend on such a provider.';
        throw new InvalidAlgorithmError(provider.name as string, problem);
      }
      this.add({ definition, algorithm: provider.instance as Algorithm });
    }
    const found = [...this.entries.values()].map(({ algorithm }) => algorithm.constructor);
    const overlooked = this.given.find((algorithm) => !found.includes(algorithm));
    if (overlooked) throw new InvalidAlgorithmError(overlooked.name, 'is not declared by @LearningAlgorithm.');
    this.isInitialised = true;
    this.logger.log(`Algorithms: ${[...this.entries.keys()].join(', ') || 'none'}`);
  }

  /**
   * @param isPinned whether it is to run because a session is pinned to it
   * @throws AlgorithmNotRegisteredError when no class has this key and version
   * @throws EngineNotInitialisedError as every question here, before the application has started
   */
  get(algoKey: string, version: string, isPinned = false): CatalogEntry {
    const entry = this.find(algoKey, version);
    if (!entry) throw new AlgorithmNotRegisteredError(algoKey, version, isPinned);
    return entry;
  }

  find(algoKey: string, version: string): CatalogEntry | undefined {
    return this.known().get(entryName(algoKey, version));
  }

  list(): CatalogEntry[] {
    return [...this.known().values()];
  }

  /** The versions of an algorithm that fold answers, in the order in which they were found. */
  foldingVersions(algoKey: string): string[] {
    const ofKey = this.list().filter(({ definition }) => definition.key === algoKey && definition.fold);
    return ofKey.map(({ definition }) => definition.version);
  }

  private known(): ReadonlyMap<string, CatalogEntry> {
    if (!this.isInitialised) throw new EngineNotInitialisedError();
    return this.entries;
  }

  private add(entry: CatalogEntry): void {
    const { key, version } = entry.definition;
    const className = entry.algorithm.constructor.name;
    const problem =
      typeof entry.algorithm.compute === 'function'
        ? definitionProblem(entry.definition, jsonLimits(this.limits, this.limits.paramsBytes))
        : 'must have a method compute(params, input).';
    if (problem) throw new InvalidAlgorithmError(className, problem);
    const name = entryName(key, version);
    const other = this.entries.get(name)?.algorithm.constructor;
    if (other && other !== entry.algorithm.constructor) {
      throw new DuplicateAlgorithmError(key, version, [other.name, className]);
    }
    this.entries.set(name, entry);
  }
}
