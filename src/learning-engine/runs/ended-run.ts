import { channel } from 'node:diagnostics_channel';
import { EngineEvent, type RunFinished, type ScopeName } from '../domain/engine-events.js';

const runFinished = channel(EngineEvent.RUN_FINISHED);

/** What the statements that end runs answer. */
export interface EndedRun extends Omit<RunFinished, 'runId' | 'scope'> {
  id: string;
}

/** Tells listeners that a run has ended. */
export function tellOfEnd(scope: ScopeName, run: EndedRun): void {
  const { id, algoKey, version, status, errorCode, trigger, purpose, durationMs } = run;
  const event: RunFinished = { scope, runId: id, algoKey, version, status, errorCode, trigger, purpose, durationMs };
  runFinished.publish(event);
}
