import { createHash } from 'node:crypto';
import { type AnsweredRun } from '../../execution/answered-runs.js';
import { type ActiveShadow } from './active-shadows.js';

/** A live run that was drawn for a shadow. */
export interface Drawn {
  shadow: ActiveShadow;
  run: AnsweredRun;
}

/** How many may wait, and how large their inputs may be together. */
const LARGEST_QUEUE = 100;
const LARGEST_BYTES = 16 * 1024 * 1024;

/** Whether a run is drawn: by a hash of both, so that it can be told afterwards, and so that each shadow draws others. */
export function isDrawn({ id, percent }: Pick<ActiveShadow, 'id' | 'percent'>, runId: string): boolean {
  const hash = createHash('sha256').update(`${id} ${runId}`).digest();
  return (hash.readUInt32BE(0) / 2 ** 32) * 100 < percent;
}

/** Runs that wait for their shadow, the first come first. */
export class ShadowQueue {
  private readonly waiting: Drawn[] = [];
  private bytes = 0;

  /** @returns false where the queue is full */
  add(drawn: Drawn): boolean {
    if (this.waiting.length >= LARGEST_QUEUE || this.bytes + drawn.run.bytes > LARGEST_BYTES) return false;
    this.waiting.push(drawn);
    this.bytes += drawn.run.bytes;
    return true;
  }

  take(): Drawn | undefined {
    const drawn = this.waiting.shift();
    this.bytes -= drawn?.run.bytes ?? 0;
    return drawn;
  }
}
