import { Logger } from '@nestjs/common';
import { RunAlreadyFinishedError, RunIdTakenError } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { scaled } from '../support/fault-scale.js';
import { useEngine } from '../support/engine/use-engine.js';

const ACTS = ['success', 'failure', 'heartbeat', 'reap', 'start'] as const;
type Act = (typeof ACTS)[number];

/** What the acts can end a run as: all that the model remembers. */
const ENDS: Partial<Record<Act, object>> = {
  success: { status: 'SUCCESS', outputSummaryJson: { score: 1 }, errorMessage: null, errorCode: null },
  failure: { status: 'FAILED', outputSummaryJson: null, errorMessage: 'no data', errorCode: 'NO_DATA' },
  reap: {
    status: 'FAILED',
    outputSummaryJson: null,
    errorMessage: expect.stringMatching(/^No heartbeat until the lease expired/) as string,
    errorCode: 'ABANDONED',
  },
};

/** All sequences of so many acts. */
const sequences = (length: number): Act[][] =>
  length === 0 ? [[]] : sequences(length - 1).flatMap((head) => ACTS.map((act) => [...head, act]));

describe('C5: a run is ended, reaped and kept alive in any order', () => {
  const engine = useEngine({ runs: { reaper: false } });
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const start = async (runId?: string, inputSummary = {}) => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, runId, inputSummary });
  };
  const stored = (id: string) => engine.dataSource.manager.findOneByOrFail(AlgoRun, { id });

  const acts: Record<Act, (id: string) => Promise<unknown>> = {
    success: (id) => engine.runs.logRunSuccess(id, { score: 1 }),
    failure: (id) => engine.runs.logRunFailure(id, 'no data', { errorCode: 'NO_DATA' }),
    heartbeat: (id) => engine.runs.heartbeat(id),
    reap: async (id) => {
      const expire = "UPDATE algo_runs SET lease_expires_at = clock_timestamp() WHERE id = $1 AND status = 'RUNNING'";
      await engine.dataSource.query(expire, [id]);
      return engine.runs.reapStaleRuns();
    },
    start: (id) => start(id),
  };

  /** Acts, and compares answer, record and log with what has to be. `end` is the act that ended the run, if any. */
  async function actAndCheck(id: string, act: Act, end?: Act): Promise<Act | undefined> {
    const before = await stored(id);
    warn.mockClear();
    const answer = await acts[act](id).catch((error: unknown) => error);
    const after = await stored(id);

    if (end === undefined) {
      expect(after).toMatchObject(ENDS[act] ?? { status: 'RUNNING', completedAt: null });
      expect(answer).toEqual(act === 'reap' ? [id] : after);
      return ENDS[act] && act;
    }
    expect(after).toEqual(before);
    if (act === 'reap') expect(answer).toEqual([]);
    else if (act === 'start' || act === end) expect(answer).toEqual(before);
    else {
      expect(answer).toBeInstanceOf(RunAlreadyFinishedError);
      expect(answer).toMatchObject({
        runId: id,
        recordedStatus: before.status,
        recordedErrorCode: before.errorCode,
        completedAt: before.completedAt,
      });
      expect(warn.mock.calls).toEqual([[expect.stringContaining(id)]]);
      return end;
    }
    expect(warn).not.toHaveBeenCalled();
    return end;
  }

  it(
    'ends once, as what came first; who comes later learns that outcome, and one line of the log names the run',
    async () => {
      for (const sequence of sequences(scaled(5, 3))) {
        const { id } = await start();
        let end: Act | undefined;
        for (const act of sequence) end = await actAndCheck(id, act, end);
        if (!end) await acts.success(id); // or its lease ends while a later run is reaped
      }
    },
    scaled(600_000, 180_000),
  );

  it.each(['success', 'failure'] as const)(
    'does not merge a late %s into the record of an abandoned run',
    async (act) => {
      const { id } = await start();
      await acts.reap(id);
      const reaped = await stored(id);

      await expect(acts[act](id)).rejects.toThrow(/ended as FAILED \(ABANDONED\) at .* its record is unchanged/);
      expect(await stored(id)).toEqual(reaped);
    },
  );

  it('never starts an id again, neither while its run is RUNNING nor after its end', async () => {
    const running = await start();
    await expect(start(running.id, { other: 1 })).rejects.toBeInstanceOf(RunIdTakenError);
    await acts.reap(running.id);
    const reaped = await stored(running.id);

    await expect(start(running.id, { other: 1 })).rejects.toBeInstanceOf(RunIdTakenError);
    expect(await start(running.id)).toEqual(reaped);
    expect(await stored(running.id)).toEqual(reaped);
  });
});
