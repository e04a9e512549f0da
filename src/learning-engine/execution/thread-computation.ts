import { type ComputeSettings } from '../options/compute-settings.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type JsonObject } from '../json/json.js';
import { parseJson } from '../json/parse-json.js';
import { AlgorithmFailedError, ComputationTimedOutError } from '../errors/execution.errors.js';
import { COMPUTATION_ERRORS, errorOf } from './computation-failure.js';
import { isOneOf } from './is-one-of.js';
import { type ThreadAnswer, type ThreadedVersion, type ThreadQuestion } from './thread-messages.js';
import { type Thread, ThreadLateError } from './thread.js';

/** A thread that has to start first imports the engine and the version's module: half a second on a free processor. */
const READING_MS = 30_000;

/** One input and its computation in a thread. */
export class ThreadComputation {
  private unread?: Error;

  constructor(
    private readonly thread: Thread,
    private readonly version: ThreadedVersion,
    private readonly limits: EngineLimits,
    private readonly settings: ComputeSettings,
  ) {}

  /** @returns what the record keeps of the input; `{}` where it could not be read: then computing says why */
  async read(input: JsonObject): Promise<JsonObject> {
    const { dataBytes: maximumBytes, summaryBytes } = this.limits;
    const text = JSON.stringify(input);
    try {
      const { version } = this;
      return (await this.ask({ ask: 'read', version, input: text, maximumBytes, summaryBytes }, READING_MS)).summary;
    } catch (error) {
      this.unread = error as Error;
      return {};
    }
  }

  /** @param params complete, valid and frozen */
  async compute(params: object): Promise<{ value: JsonObject; summary: JsonObject }> {
    if (this.unread) throw this.unread;
    const { dataBytes, summaryBytes } = this.limits;
    const limits = jsonLimits(this.limits, dataBytes);
    const { summary, output } = await this.ask(
      { ask: 'compute', params: JSON.stringify(params), limits, summaryBytes },
      this.settings.timeLimitMs,
    );
    return { value: parseJson(output!) as JsonObject, summary };
  }

  private async ask(
    question: ThreadQuestion,
    timeLimitMs: number,
  ): Promise<Exclude<ThreadAnswer, { failure: unknown }>> {
    const { key, version } = this.version;
    try {
      const answer = await this.thread.ask(question, timeLimitMs);
      if ('failure' in answer) throw errorOf(answer.failure);
      return answer;
    } catch (error) {
      if (error instanceof ThreadLateError) throw new ComputationTimedOutError(key, version, timeLimitMs);
      throw isOneOf(COMPUTATION_ERRORS, error) ? error : new AlgorithmFailedError(key, version, error);
    }
  }
}
