import { channel } from 'node:diagnostics_channel';
import { EngineEvent, type RunFinished } from '../domain/engine-events.js';

const runFinished = channel(EngineEvent.RUN_FINISHED);

/** What the statements that end runs answer. */
export interface EndedRun extends Omit<RunFinished, 'runId'> {
  id: string;
}

/** Tells listeners that a run has ended. */
export function tellOfEnd({ id, algoKey, version, status, errorCode, trigger, durationMs }: EndedRun): void {
  const event: RunFinished = { runId: id, algoKey, version, status, errorCode, trigger, durationMs };
  runFinished.publish(event);
}
