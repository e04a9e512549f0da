import { type WorkerOptions } from 'node:worker_threads';
import { type ComputeSettings } from '../options/compute-settings.js';
import { TooManyComputationsError } from '../errors/execution.errors.js';
import { Thread, threadsExist } from './thread.js';

type TakeThread = (thread: Thread) => void;

/** A bounded number of threads, and those who wait for one: first come, first served, but batches after all others. */
export class ThreadPool {
  private readonly idle: Thread[] = [];
  private readonly busy = new Set<Thread>();
  private readonly waiting: TakeThread[] = [];
  private readonly batches: TakeThread[] = [];

  /** @param options of its threads */
  constructor(
    private readonly settings: Pick<ComputeSettings, 'threads' | 'waitMs' | 'queueLength'>,
    private readonly options: WorkerOptions = {},
  ) {}

  /** Has one thread ready before it is needed: to start takes it half a second, and many times that on a busy machine. */
  start(): void {
    if (threadsExist() && this.settings.threads > 0) this.idle.push(new Thread(this.options));
  }

  /**
   * Has a thread for as long as some work takes.
   *
   * @param isOfBatch waits for a thread as long as it has to
   * @throws TooManyComputationsError when too many wait, or this one waited too long; the work was not begun
   */
  async use<T>(work: (thread: Thread) => Promise<T>, { isOfBatch }: { isOfBatch: boolean }): Promise<T> {
    const thread = this.free() ?? (await this.wait(isOfBatch));
    try {
      return await work(thread);
    } finally {
      this.give(thread);
    }
  }

  /** Ends all threads; no work may be left. */
  async close(): Promise<void> {
    await Promise.all([...this.idle.splice(0), ...this.busy].map((thread) => thread.end()));
  }

  private free(): Thread | undefined {
    const idle = this.idle.pop();
    if (idle && !idle.isAlive) return this.free();
    if (!idle && this.busy.size >= this.settings.threads) return undefined;
    const thread = idle ?? new Thread(this.options);
    this.busy.add(thread);
    return thread;
  }

  private wait(isOfBatch: boolean): Promise<Thread> {
    const queue = isOfBatch ? this.batches : this.waiting;
    if (!isOfBatch && queue.length >= this.settings.queueLength) throw new TooManyComputationsError();
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        queue.splice(queue.indexOf(take), 1);
        reject(new TooManyComputationsError());
      };
      const timer = isOfBatch ? undefined : setTimeout(giveUp, this.settings.waitMs);
      const take = (thread: Thread) => {
        clearTimeout(timer);
        resolve(thread);
      };
      queue.push(take);
    });
  }

  private give(thread: Thread): void {
    this.busy.delete(thread);
    if (thread.isAlive) this.idle.push(thread);
    const next = this.waiting.shift() ?? this.batches.shift();
    next?.(this.free()!);
  }
}
