import { type ComputeSettings, defaultComputeSettings } from '../options/compute-settings.js';
import { withDefaults } from '../options/settings.js';
import { ThreadPool } from './thread-pool.js';

const pools = new WeakMap<ComputeThreads, ThreadPool>();

/**
 * Threads for large computations that several engines of one process share, given to each as `threads`. Those who make them close them,
 * after the engines.
 *
 * @example
 * ```ts
 * const threads = new ComputeThreads();
 * const schools = [LearningEngineModule.forRoot({ threads, dataSource: NORTH }), LearningEngineModule.forRoot({ threads, dataSource: SOUTH })];
 * ```
 */
export class ComputeThreads {
  /**
   * @param settings how many threads, and how many computations of all engines may wait for one, for how long
   * @throws RangeError
   */
  constructor(settings?: Partial<Pick<ComputeSettings, 'threads' | 'waitMs' | 'queueLength'>>) {
    pools.set(this, new ThreadPool(withDefaults('compute', defaultComputeSettings, settings)));
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await pools.get(this)!.close();
  }
}

/** The threads of an engine: those that it was given, or its own. */
export function threadsOf(shared: ComputeThreads | undefined, settings: ComputeSettings): EngineThreads {
  return shared ? new EngineThreads(pools.get(shared)!, true) : new EngineThreads(new ThreadPool(settings), false);
}

/** What an engine starts with itself, and ends with itself: not threads that it shares, which start when they are needed. */
export class EngineThreads {
  constructor(
    readonly pool: ThreadPool,
    private readonly areShared: boolean,
  ) {}

  start(): void {
    if (!this.areShared) this.pool.start();
  }

  async close(): Promise<void> {
    if (!this.areShared) await this.pool.close();
  }
}
