/** How long a computation waits for one of its user's to end, and how many may wait. */
const WAIT_MS = 2000;
const MOST_WAITING = 32;

/** A place among the computations of a user. It is free again when all who hold it have left it. */
export class Slot {
  private holders = 1;

  constructor(private readonly free: () => void) {}

  leave(): void {
    this.holders -= 1;
    if (this.holders === 0) this.free();
  }

  /** Holds it for as long as some work takes, also when the request is gone by then. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.holders += 1;
    try {
      return await work();
    } finally {
      this.leave();
    }
  }
}

interface Places {
  taken: number;
  waiting: (() => void)[];
}

/** So many computations of each user may be in flight. */
export class ComputationSlots {
  private readonly places = new Map<string, Places>();

  constructor(private readonly perUser: number) {}

  /** @returns undefined when none was free for too long, or too many wait */
  async take(userId: string): Promise<Slot | undefined> {
    const own = this.places.get(userId) ?? { taken: 0, waiting: [] };
    this.places.set(userId, own);
    if (own.taken < this.perUser) own.taken += 1;
    else if (!(await this.turn(own))) return undefined;
    return new Slot(() => this.free(userId, own));
  }

  private turn({ waiting }: Places): Promise<boolean> {
    if (waiting.length >= MOST_WAITING) return Promise.resolve(false);
    return new Promise((resolve) => {
      const take = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(take), 1);
        resolve(false);
      }, WAIT_MS);
      waiting.push(take);
    });
  }

  private free(userId: string, own: Places): void {
    const next = own.waiting.shift();
    if (next) return next();
    own.taken -= 1;
    if (own.taken === 0) this.places.delete(userId);
  }
}
