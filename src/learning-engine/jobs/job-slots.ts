/**
 * How many jobs the workers of one process have at once, where they share that. A worker takes a slot before it asks its queue, and
 * the one that has waited longest is the next: so each has its turn.
 */
export class JobSlots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /**
   * Waits for a slot.
   *
   * @returns what gives it back, once; undefined when the signal ended the waiting
   */
  async take(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (this.free > 0) this.free -= 1;
    else if (!(await this.turn(signal))) return undefined;
    return () => {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    };
  }

  private turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        resolve(false);
      };
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve(true);
      };
      this.waiting.push(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
