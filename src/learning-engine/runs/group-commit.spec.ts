import { DatabaseUnavailableError } from '../errors/database.errors.js';
import { GroupCommit } from './group-commit.js';

interface Write {
  id: string;
  value?: number;
  weight?: number;
}
type Row = Write;

/** A database that answers when the test says so. */
class Recorder {
  /** The groups that were sent, in order. */
  readonly groups: Write[][] = [];
  /** Which of them were suspects. */
  readonly suspects: boolean[] = [];
  private readonly pending: { resolve: (rows: Row[]) => void; reject: (error: Error) => void; group: Write[] }[] = [];
  readonly commits = new GroupCommit<Write, Row>(
    (group, isSuspect) => {
      this.groups.push([...group]);
      this.suspects.push(isSuspect);
      return new Promise((resolve, reject) => this.pending.push({ resolve, reject, group: [...group] }));
    },
    ({ weight = 1 }) => weight,
  );

  /** Answers the oldest group that waits, and lets its callers go on. */
  async answer(rowsOf: (group: Write[]) => Row[] = (group) => group): Promise<void> {
    const { resolve, group } = this.pending.shift()!;
    resolve(rowsOf(group));
    await settled();
  }

  async fail(error: Error): Promise<void> {
    this.pending.shift()!.reject(error);
    await settled();
  }

  get sizes(): number[] {
    return this.groups.map(({ length }) => length);
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const writes = (from: number, to: number): Write[] =>
  Array.from({ length: to - from }, (_, index) => ({ id: String(from + index) }));

describe(GroupCommit.name, () => {
  let recorder: Recorder;
  beforeEach(() => (recorder = new Recorder()));
  const write = (one: Write) => recorder.commits.write(one);

  it('sends what finds nothing in flight at once', async () => {
    const row = write({ id: 'a' });
    await Promise.resolve();
    expect(recorder.sizes).toEqual([1]);

    await recorder.answer();
    await expect(row).resolves.toEqual({ id: 'a' });
  });

  it('gathers what comes while a group is in flight, and what comes at one moment', async () => {
    const first = writes(0, 3).map(write);
    await settled();
    const second = writes(3, 10).map(write);
    await settled();
    expect(recorder.sizes).toEqual([3]);

    await recorder.answer();
    await Promise.all(first);
    expect(recorder.sizes).toEqual([3, 7]);
    await recorder.answer();
    await expect(Promise.all(second)).resolves.toEqual(writes(3, 10));
  });

  it('answers each caller with its own row, in whatever order they come, and undefined without one', async () => {
    const rows = writes(0, 4).map(write);
    await settled();
    await recorder.answer((group) => group.filter(({ id }) => id !== '2').reverse());

    await expect(Promise.all(rows)).resolves.toEqual([{ id: '0' }, { id: '1' }, undefined, { id: '3' }]);
  });

  it('sends no id twice in one group, and those of one id in their order', async () => {
    const rows = [1, 2, 3].map((value) => write({ id: 'same', value }));
    rows.push(write({ id: 'other', value: 4 }));
    for (let i = 0; i < 3; i += 1) {
      await settled();
      await recorder.answer();
    }

    expect(recorder.groups.map((group) => group.map(({ value }) => value))).toEqual([[1, 4], [2], [3]]);
    await expect(Promise.all(rows)).resolves.toHaveLength(4);
  });

  it('sends at most 256 at once', async () => {
    const rows = writes(0, 600).map(write);
    for (let i = 0; i < 3; i += 1) {
      await settled();
      await recorder.answer();
    }

    expect(recorder.sizes).toEqual([256, 256, 88]);
    await expect(Promise.all(rows)).resolves.toEqual(writes(0, 600));
  });

  it('sends at most a weight of 1000 at once, what is heavier alone, and all of one id in their order', async () => {
    const weights: [id: string, weight: number][] = [
      ['a', 600],
      ['b', 500],
      ['b', 1],
      ['c', 1],
      ['d', 5000],
      ['e', 1],
    ];
    const rows = weights.map(([id, weight]) => write({ id, weight }));
    for (let group = 0; group < 5; group += 1) {
      await settled();
      await recorder.answer();
    }
    await Promise.all(rows);

    expect(recorder.groups.map((group) => group.map(({ id, weight }) => `${id} ${weight}`))).toEqual([
      ['a 600'],
      ['b 500', 'c 1'],
      ['b 1'],
      ['d 5000'],
      ['e 1'],
    ]);
  });

  it('lets a bad write fail alone, and holds no other up meanwhile', async () => {
    const rows = writes(0, 3).map(write);
    rows[1]!.catch(() => undefined);
    await settled();
    await recorder.fail(new Error('a bad reference'));
    expect(recorder.groups.slice(1)).toEqual([[{ id: '0' }], [{ id: '1' }], [{ id: '2' }]]);

    const later = write({ id: 'later' });
    await settled();
    expect(recorder.sizes).toEqual([3, 1, 1, 1, 1]); // before any of the three is answered

    await recorder.answer();
    await recorder.fail(new Error('a bad reference'));
    await recorder.answer();
    await recorder.answer();
    await expect(Promise.allSettled([...rows, later])).resolves.toMatchObject([
      { value: { id: '0' } },
      { reason: { message: 'a bad reference' } },
      { value: { id: '2' } },
      { value: { id: 'later' } },
    ]);
  });

  it('lets what finds a lock once others have failed wait with the next group, but no longer than a lock may take', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask'] });
    const rows = Promise.allSettled(writes(0, 2).map(write));
    const locked = new DatabaseUnavailableError('conflict', new Error('lock timeout'));
    await settled();
    await recorder.fail(new Error('a bad reference'));
    await recorder.fail(new Error('a bad reference'));
    await recorder.fail(locked);
    expect(recorder.groups).toEqual([writes(0, 2), [{ id: '0' }], [{ id: '1' }], [{ id: '1' }]]);
    expect(recorder.suspects).toEqual([false, true, true, false]);

    jest.advanceTimersByTime(1000);
    await recorder.fail(locked);
    await expect(rows).resolves.toMatchObject([{ reason: { message: 'a bad reference' } }, { reason: locked }]);
    jest.useRealTimers();
  });

  it.each(['connection', 'overload'] as const)(
    'fails all who wait when the database does not answer (%s), and serves who comes afterwards',
    async (failure) => {
      const rows = writes(0, 2).map(write);
      await settled();
      rows.push(...writes(2, 5).map(write));
      const outcomes = Promise.allSettled(rows);
      const error = new DatabaseUnavailableError(failure, new Error('gone'));
      await recorder.fail(error);

      const told = (await outcomes) as PromiseRejectedResult[];
      expect(told.map(({ reason }) => reason as object)).toEqual(Array(5).fill(expect.objectContaining({ failure })));
      const sent = told.slice(0, 2).map(({ reason }) => (reason as DatabaseUnavailableError).outcome);
      const unsent = told.slice(2).map(({ reason }) => (reason as DatabaseUnavailableError).outcome);
      expect(sent).toEqual(Array(2).fill(error.outcome));
      expect(unsent).toEqual(Array(3).fill('not-done'));
      expect(recorder.sizes).toEqual([2]);
      const next = write({ id: 'next' });
      await settled();
      await recorder.answer();
      await expect(next).resolves.toEqual({ id: 'next' });
    },
  );
});
