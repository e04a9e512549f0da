import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { type AlgoParams } from '../database/entities/algo-params.entity.js';
import { type AlgoVersion } from '../database/entities/algo-version.entity.js';
import { AlgorithmFailedError } from '../errors/execution.errors.js';
import { InvalidParamsError } from '../errors/input.errors.js';
import { CannotActivateError, ParamsChecksumError } from '../errors/registry.errors.js';
import { ParamsService } from '../params/params.service.js';

/** Which pairs the code of this process can run: only those become active. */
@Injectable()
export class RunnablePairs {
  constructor(
    private readonly catalog: AlgorithmCatalog,
    private readonly params: ParamsService,
  ) {}

  /** @throws CannotActivateError when no class in code has this key and version */
  rejectWithoutCode({ algoKey, version }: AlgoVersion): void {
    if (this.catalog.find(algoKey, version)) return;
    throw new CannotActivateError(
      algoKey,
      version,
      'this process has no class for it. Deploy the code that has it, and pass it to LearningEngineModule.forRoot({ algorithms: […] }).',
    );
  }

  /**
   * The set of a version's defaults, stored in the caller's transaction.
   *
   * @throws CannotActivateError when this process has no code for the version, or cannot use the stored set
   */
  async withDefaults(manager: EntityManager, version: AlgoVersion, actorUserId: string | null): Promise<AlgoParams> {
    this.rejectWithoutCode(version);
    return rejecting(version, () => this.params.ensureParamsWithin(manager, version, {}, actorUserId));
  }

  /** @throws CannotActivateError when this process has no code for the version, or the set is not intact and valid */
  async rejectUnlessRunnable(version: AlgoVersion, set: AlgoParams): Promise<void> {
    this.rejectWithoutCode(version);
    await rejecting(version, () => this.params.checkStored(version, set));
  }

  /** The same as an answer. */
  async isRunnable(version: AlgoVersion, set: AlgoParams): Promise<boolean> {
    try {
      await this.rejectUnlessRunnable(version, set);
      return true;
    } catch (error) {
      if (error instanceof CannotActivateError) return false;
      throw error;
    }
  }
}

/** What is wrong with a set, as the reason why it cannot become active. */
async function rejecting<T>({ algoKey, version }: AlgoVersion, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isRefusal = [ParamsChecksumError, InvalidParamsError, AlgorithmFailedError].some(
      (one) => error instanceof one,
    );
    throw isRefusal ? new CannotActivateError(algoKey, version, (error as Error).message, { cause: error }) : error;
  }
}
