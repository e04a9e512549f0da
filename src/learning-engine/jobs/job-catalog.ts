import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { InvalidJobArgsError, InvalidJobKindError, JobKindNotRegisteredError } from '../errors/job.errors.js';
import { textOf } from '../errors/text-of.js';
import { copyJson } from '../json/copy-json.js';
import { type JsonObject } from '../json/json.js';
import { pathOf } from '../json/problem.js';
import { ENGINE_LIMITS } from '../learning-engine.tokens.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { checkShape, everyProblem } from '../schema/check-shape.js';
import { type Job } from './job.js';
import { type JobKindDefinition, JobKindMetadata } from './job-kind.decorator.js';

const KIND = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;
const LONGEST_KIND = 64;

/** A kind of job in this process. */
export interface CatalogedKind {
  readonly definition: JobKindDefinition;
  readonly job: Job<never>;
}

/** The kinds of jobs in code: all providers declared by `@JobKind`, found once at boot. */
@Injectable()
export class JobCatalog implements OnModuleInit {
  private readonly kinds = new Map<string, CatalogedKind>();

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
  ) {}

  /** @throws InvalidJobKindError */
  onModuleInit(): void {
    for (const provider of this.discovery.getProviders({ metadataKey: JobKindMetadata.KEY })) {
      const definition = this.discovery.getMetadataByDecorator(JobKindMetadata, provider);
      if (!definition) continue;
      const className = String(provider.name);
      const job = provider.instance as Job<never> | undefined;
      const problem =
        provider.isDependencyTreeStatic() && !provider.isTransient
          ? problemOf(definition, job)
          : 'one instance serves all jobs: it must not be request-scoped or transient, nor depend on such a provider.';
      if (problem) throw new InvalidJobKindError(className, problem);
      const other = this.kinds.get(definition.kind)?.job.constructor;
      if (other && other !== job!.constructor) {
        throw new InvalidJobKindError(className, `${other.name} is a kind ${definition.kind} already.`);
      }
      this.kinds.set(definition.kind, { definition, job: job! });
    }
  }

  /** @throws JobKindNotRegisteredError */
  get(kind: unknown): CatalogedKind {
    const found = typeof kind === 'string' ? this.kinds.get(kind) : undefined;
    if (!found) throw new JobKindNotRegisteredError(String(kind), [...this.kinds.keys()].sort());
    return found;
  }

  list(): JobKindDefinition[] {
    return [...this.kinds.values()].map(({ definition }) => definition);
  }

  /**
   * A copy of the arguments of a job.
   *
   * @throws InvalidJobArgsError naming each that breaks its rule
   */
  argsOf({ definition: { kind, args: type } }: CatalogedKind, given: unknown): JsonObject {
    const copy = copyJson(given, jsonLimits(this.limits, this.limits.paramsBytes));
    if ('problem' in copy) {
      const { pointer, reason } = copy.problem;
      throw new InvalidJobArgsError(kind, [{ path: pathOf(pointer), reason }]);
    }
    const problems = everyProblem(type, copy.value);
    if (problems.length > 0) throw new InvalidJobArgsError(kind, problems);
    return copy.value;
  }
}

function problemOf({ kind, args }: JobKindDefinition, job: Job<never> | undefined): string | undefined {
  if (typeof kind !== 'string' || kind.length > LONGEST_KIND || !KIND.test(kind)) {
    return `kind "${String(kind)}" must be lower case words with points between them, such as runs.retention, of at most ${LONGEST_KIND} characters.`;
  }
  const missing = (['plan', 'work', 'write'] as const).find((method) => typeof job?.[method] !== 'function');
  if (missing) return `must have a method ${missing}.`;
  if (typeof args !== 'function') return 'args must be a class whose properties have rules.';
  try {
    checkShape(args, {});
    return undefined;
  } catch (error) {
    return `the rules of ${args.name} are not valid JSON Schema: ${textOf(error)}`;
  }
}
