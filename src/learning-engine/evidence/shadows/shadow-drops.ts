import { randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { type EngineScope } from '../../database/engine-scope.js';
import { EngineEvent, type ShadowDropped } from '../../domain/engine-events.js';
import { type ActiveShadow } from './active-shadows.js';
import { COUNT_DROPS } from './shadow.statements.js';

const shadowDropped = channel(EngineEvent.SHADOW_DROPPED);

type Ask = (text: string, values: readonly unknown[]) => Promise<unknown>;

/**
 * How many runs this process has dropped, by shadow. It writes its own sums, not what came since: so each may be sent again, whatever became
 * of it before.
 */
export class ShadowDrops {
  private readonly counterId = randomUUID();
  private readonly sums = new Map<string, number>();
  private readonly unwritten = new Set<string>();

  constructor(private readonly scope: EngineScope) {}

  add({ id, algoKey, version }: ActiveShadow): void {
    this.sums.set(id, (this.sums.get(id) ?? 0) + 1);
    this.unwritten.add(id);
    if (!shadowDropped.hasSubscribers) return;
    shadowDropped.publish({ scope: this.scope.name, shadowId: id, algoKey, version } satisfies ShadowDropped);
  }

  /** What cannot be written is left to the next call. */
  async write(ask: Ask): Promise<void> {
    for (const id of this.unwritten) {
      const sum = this.sums.get(id)!;
      await ask(COUNT_DROPS, [id, this.counterId, sum]);
      if (this.sums.get(id) === sum) this.unwritten.delete(id);
    }
  }
}
