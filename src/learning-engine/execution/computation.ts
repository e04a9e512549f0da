import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { type ComputeSettings } from '../options/compute-settings.js';
import { draftJson, type JsonDraft, writeJson } from '../json/copy-json.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type JsonObject } from '../json/json.js';
import { type AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgorithmFailedError } from '../errors/execution.errors.js';
import { COMPUTATION_ERRORS } from './computation-failure.js';
import { dataSummary } from './data-summary.js';
import { isOneOf } from './is-one-of.js';
import { judgedOutput } from './judged-output.js';
import { ReadyParams } from './ready-params.js';
import { ThreadComputation } from './thread-computation.js';
import { type ThreadPool } from './thread-pool.js';
import { type ThreadedVersions } from './threaded-versions.js';

/** What JSON holds of an output, and what the record keeps of it. */
export interface Computed {
  value: JsonObject;
  summary: JsonObject;
}

/** An input that was read, where it will be computed with. */
export interface ReadInput {
  /** What the record keeps of it. */
  summary: JsonObject;
  /** @throws InvalidInputError, AlgorithmNotImplementedError, InvalidParamsError, InvalidOutputError, AlgorithmFailedError, ComputationTimedOutError */
  compute(params: AlgoParams): Computed | Promise<Computed>;
}

/**
 * Where and how runs are computed: small ones here and now, large ones in a thread if their version can, and otherwise here
 * within smaller bounds.
 */
export class Computation {
  private readonly readyParams: ReadyParams;

  constructor(
    private readonly limits: EngineLimits,
    private readonly settings: ComputeSettings,
    private readonly threads: ThreadPool,
    private readonly threaded: ThreadedVersions,
  ) {
    this.readyParams = new ReadyParams(jsonLimits(limits, limits.paramsBytes));
  }

  /** A copy of the caller's input, or why it cannot be one. */
  copyInput(input: unknown): JsonDraft {
    return draftJson(input, jsonLimits(this.limits, this.limits.dataBytes));
  }

  /**
   * Reads an input, and has it at hand until the work with it is done.
   *
   * @param input as `copyInput` answered it
   * @param options.isOfBatch waits for a thread as long as it has to
   * @throws TooManyComputationsError when it would have to wait for a thread too long; the work was not begun
   */
  async with<T>(
    entry: CatalogEntry,
    input: JsonDraft,
    work: (input: ReadInput) => Promise<T>,
    { isOfBatch = false } = {},
  ): Promise<T> {
    const { dataBytes } = this.limits;
    const module = this.threaded.moduleOf(entry);
    if (module === undefined)
      return work(this.readHere(entry, input, Math.min(dataBytes, this.settings.mainThreadBytes)));
    if ('problem' in input || input.atLeastBytes < this.settings.threadFromBytes) {
      return work(this.readHere(entry, input, dataBytes));
    }
    return this.threads.use(
      async (thread) => {
        const { key, version } = entry.definition;
        const computation = new ThreadComputation(thread, { module, key, version }, this.limits, this.settings);
        const summary = await computation.read(input.value);
        return work({
          summary,
          compute: (params) => computation.compute(this.readyParams.get(entry.definition, params)),
        });
      },
      { isOfBatch },
    );
  }

  private readHere(entry: CatalogEntry, draft: JsonDraft, maximumBytes: number): ReadInput {
    const input = writeJson(draft, maximumBytes);
    return {
      summary: this.summary(input),
      compute: (params) => {
        try {
          const ready = this.readyParams.get(entry.definition, params);
          const output = judgedOutput(entry, ready, input, jsonLimits(this.limits, maximumBytes));
          return { value: output.value, summary: this.summary(output) };
        } catch (error) {
          // A rule of the host's may throw anything, too.
          const { key, version } = entry.definition;
          throw isOneOf(COMPUTATION_ERRORS, error) ? error : new AlgorithmFailedError(key, version, error);
        }
      },
    };
  }

  private summary(data: Parameters<typeof dataSummary>[0]): JsonObject {
    return dataSummary(data, this.limits.summaryBytes);
  }
}
