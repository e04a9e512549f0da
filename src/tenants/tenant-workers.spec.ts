import { type TenantWorker, TenantWorkers, type TenantWorkersOptions } from './tenant-workers.js';

/** Schools with so many jobs each; a job ends when the test says so. */
class Schools {
  readonly jobs = new Map<string, number>();
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  readonly open = new Map<string, { isBusy: boolean; isDraining: boolean }>();
  readonly broken = new Set<string>();
  mostOpen = 0;
  rounds = 0;
  private readonly stop = new AbortController();
  private run?: Promise<void>;

  start(options: Partial<TenantWorkersOptions> = {}): void {
    const workers = new TenantWorkers({
      served: () => [...this.jobs.keys()].map((name) => ({ name, schema: name })),
      waiting: () => {
        this.rounds += 1;
        return Promise.resolve(new Set([...this.jobs].filter(([, count]) => count > 0).map(([name]) => name)));
      },
      open: ({ name }) => this.begin(name),
      atMost: 2,
      pauseMs: 1,
      keepMs: 0,
      ...options,
    });
    this.run = workers.run(this.stop.signal);
  }

  /** As many rounds as it takes for what holds now to be heeded. */
  async turn(): Promise<void> {
    const { rounds } = this;
    while (this.rounds < rounds + 3) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.run;
  }

  private begin(name: string): Promise<TenantWorker> {
    if (this.broken.has(name)) return Promise.reject(new Error('its migrations are pending'));
    const state = { isBusy: true, isDraining: false };
    this.open.set(name, state);
    this.opened.push(name);
    this.mostOpen = Math.max(this.mostOpen, this.open.size);
    return Promise.resolve({
      get isBusy() {
        return state.isBusy;
      },
      drain: () => (state.isDraining = true),
      close: () => {
        this.open.delete(name);
        this.closed.push(name);
        return Promise.resolve();
      },
    });
  }
}

describe(TenantWorkers.name, () => {
  let schools: Schools;
  beforeEach(() => (schools = new Schools()));
  afterEach(() => schools.end());

  it('opens those that have something to do, and closes them when they have not', async () => {
    schools.jobs.set('north', 1).set('south', 0);
    schools.start();
    await schools.turn();
    expect(schools.opened).toEqual(['north']);

    schools.jobs.set('north', 0);
    await schools.turn();
    expect(schools.closed).toEqual([]);
    schools.open.get('north')!.isBusy = false;
    await schools.turn();
    expect(schools.closed).toEqual(['north']);
  });

  it('keeps one open for a while, so that a school with something to do now and then is not opened each time', async () => {
    schools.jobs.set('north', 1);
    schools.start({ keepMs: 1e9 });
    await schools.turn();
    schools.jobs.set('north', 0);
    schools.open.get('north')!.isBusy = false;
    await schools.turn();
    expect(schools.closed).toEqual([]);

    schools.jobs.set('south', 1).set('west', 1);
    await schools.turn();
    expect(schools.opened).toEqual(['north', 'south', 'west']);
    expect(schools.closed).toEqual(['north']);
  });

  it('gives each a turn where more have jobs than may be open, and takes none from a job in hand', async () => {
    for (const name of ['east', 'north', 'south', 'west']) schools.jobs.set(name, 9);
    schools.start({ turnMs: 0 });
    await schools.turn();
    expect(schools.opened).toEqual(['east', 'north']);
    expect([...schools.open.values()].map(({ isDraining }) => isDraining)).toEqual([true, true]);
    expect(schools.closed).toEqual([]);

    schools.open.get('north')!.isBusy = false;
    await schools.turn();
    expect(schools.opened).toEqual(['east', 'north', 'south']);
    schools.open.get('south')!.isBusy = false;
    await schools.turn();
    expect(schools.opened).toEqual(['east', 'north', 'south', 'west']);
    schools.open.get('west')!.isBusy = false;
    await schools.turn();
    expect(schools.opened.at(-1)).toBe('north');
    expect(schools.mostOpen).toBe(2);
  });

  it('leaves one alone whose turn is not over', async () => {
    for (const name of ['east', 'north', 'south']) schools.jobs.set(name, 9);
    schools.start({ turnMs: 1e9 });
    await schools.turn();
    schools.open.get('north')!.isBusy = false;
    await schools.turn();
    expect(schools.opened).toEqual(['east', 'north']);
    expect([...schools.open.values()].map(({ isDraining }) => isDraining)).toEqual([false, false]);
  });

  it('closes one that is served no more, whatever it has in hand, and goes on where one cannot be opened', async () => {
    schools.broken.add('east');
    schools.jobs.set('east', 1).set('north', 1);
    schools.start();
    await schools.turn();
    expect(schools.opened).toEqual(['north']);
    schools.jobs.delete('north');
    await schools.turn();
    expect(schools.closed).toEqual(['north']);
  });

  it('closes all when it is stopped', async () => {
    schools.jobs.set('north', 1).set('south', 1);
    schools.start();
    await schools.turn();
    await schools.end();
    expect(schools.closed.sort()).toEqual(['north', 'south']);
  });
});
