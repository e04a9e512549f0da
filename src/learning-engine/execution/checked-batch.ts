import { setMaxListeners } from 'node:events';
import { RunTrigger } from '../domain/run-trigger.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { type BatchItem, type BatchOptions } from './execution.js';

/**
 * The options of a batch, complete.
 *
 * @throws InvalidArgumentError naming the option
 */
export function checkedBatch<Output>(items: readonly BatchItem[], options: BatchOptions<Output>) {
  const { trigger = RunTrigger.NIGHTLY, concurrency = 4 } = options;
  const misplaced = items.findIndex((item: unknown) => typeof item !== 'object' || item === null);
  if (misplaced >= 0) throw new InvalidArgumentError(`items[${misplaced}]`, 'must be an object with an input');
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new InvalidArgumentError('concurrency', 'must be an integer of at least 1');
  }
  const signal = options.signal && AbortSignal.any([options.signal]);
  if (signal) setMaxListeners(0, signal); // each item in work listens
  return { ...options, trigger, concurrency, signal };
}
