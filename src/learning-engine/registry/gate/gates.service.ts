import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AlgoVersion } from '../../database/entities/algo-version.entity.js';
import { EngineScope } from '../../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../../database/retry/in-transaction.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { LARGEST_PAGE } from '../../domain/page-limit.js';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { isStorableText } from '../../json/json-text.js';
import { lockAlgoKey } from '../activate-pair.js';
import { checkActivationContext } from '../activation-context.js';
import { addGate, type Gate, type GateLimits, GateMode, type GateSetting, readGates } from './gate-setting.js';

/** What an activation needs from now on, who says so, and why. */
export interface SetGateOptions extends Pick<Gate, 'mode'>, Partial<GateLimits>, ChangeOptions<GateSetting> {
  /** At most 1,000 characters that show as they are. */
  reason: string;
  actorUserId?: string | null;
}

const LARGEST_MARGIN = 10;

/**
 * Gates: what has to be known of a version before it becomes active, by key. They stand in the database, so they hold for every
 * process that activates.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class GatesService {
  /** @internal Nest makes it. */
  constructor(private readonly scope: EngineScope) {}

  /** The gate in force for a key; null where none was ever set: then nothing is needed. */
  async getGate(algoKey: string): Promise<GateSetting | null> {
    return (await this.read(algoKey, 1))[0] ?? null;
  }

  /** How the gate of a key was set, the newest first, at most 200. */
  async getHistory(algoKey: string): Promise<GateSetting[]> {
    return this.read(algoKey, LARGEST_PAGE);
  }

  /**
   * Sets the gate of a key, as a whole, by an entry. Setting it as it is writes nothing. Activations of the key that have not been
   * committed by then are judged by it.
   *
   * @example
   * ```ts
   * await gates.setGate('mastery', { mode: 'required', mostChanged: 0.2, reason: 'Exams are near', actorUserId });
   * ```
   * @returns the entry in force
   * @throws InvalidArgumentError naming the argument, also for a key of which there is no version; nothing is changed
   */
  async setGate(algoKey: string, options: SetGateOptions): Promise<GateSetting> {
    const { mode, logLossMargin = null, mostChanged = null, reason: given, actorUserId: actor, ...change } = options;
    if (!Object.values(GateMode).includes(mode)) {
      throw new InvalidArgumentError('mode', `must be one of ${Object.values(GateMode).join(', ')}`);
    }
    checkLimit('logLossMargin', logLossMargin, LARGEST_MARGIN);
    checkLimit('mostChanged', mostChanged, 1);
    const { actorUserId, reason } = checkActivationContext({ actorUserId: actor, reason: given });
    if (reason === null) throw new InvalidArgumentError('reason', 'is needed: say why');
    const wanted = { algoKey, mode, logLossMargin, mostChanged, actorUserId, reason };
    return changeInTransaction(this.scope.dataSource, (manager) => this.set(manager, wanted), change);
  }

  private async set(manager: EntityManager, wanted: Omit<GateSetting, 'id' | 'setAt'>): Promise<GateSetting> {
    const { algoKey, mode, logLossMargin, mostChanged } = wanted;
    if (!isStorableText(algoKey) || !(await manager.existsBy(AlgoVersion, { algoKey }))) {
      throw new InvalidArgumentError('algoKey', 'must be the key of an algorithm of which there is a version');
    }
    await lockAlgoKey(manager, this.scope, algoKey);
    const [last] = await readGates(manager, algoKey, 1);
    const isSame = last?.mode === mode && last.logLossMargin === logLossMargin && last.mostChanged === mostChanged;
    return isSame ? last : addGate(manager, wanted);
  }

  private async read(algoKey: string, most: number): Promise<GateSetting[]> {
    if (!isStorableText(algoKey)) return [];
    return queryWithRetry(() => readGates(this.scope.dataSource.manager, algoKey, most));
  }
}

function checkLimit(name: keyof GateLimits, value: unknown, largest: number): void {
  if (value === null) return;
  if (typeof value === 'number' && value >= 0 && value <= largest) return;
  throw new InvalidArgumentError(name, `must be a number from 0 to ${largest}, or null`);
}
