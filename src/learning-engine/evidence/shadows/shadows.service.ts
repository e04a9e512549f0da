import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../../database/retry/in-transaction.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { DEFAULT_PAGE } from '../../domain/page-limit.js';
import { AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { isUuid, newRunId } from '../../domain/uuid.js';
import { CannotShadowError, ShadowNotFoundError } from '../../errors/evidence.errors.js';
import { checkInstant, checkPageLimit, InvalidArgumentError } from '../../errors/input.errors.js';
import { ThreadedVersions } from '../../execution/threaded-versions.js';
import { isStorableText } from '../../json/json-text.js';
import { lockAlgoKey } from '../../registry/activate-pair.js';
import { checkActivationContext } from '../../registry/activation-context.js';
import { type ReportPage } from '../candidate-filter.js';
import { FoldingPairs, type LoadablePair } from '../folding-pairs.js';
import { ActiveShadows } from './active-shadows.js';
import { type Shadow, type ShadowComparison, type ShadowRuns } from './shadow.js';
import {
  ADD_SHADOW,
  COMPARE_SHADOW,
  END_SHADOW,
  LAST_ACTIVATION,
  LIST_SHADOWS,
  OPEN_SHADOWS,
  READ_SHADOW,
} from './shadow.statements.js';

/** What computes beside the active version, how often, who says so, and why. */
export interface StartShadowOptions extends ChangeOptions<Shadow> {
  /** The challenger. */
  version: string;
  /** Its parameter set; default its active one. */
  paramsId?: string | null;
  /** Share of the live runs that are drawn, above 0 up to 100. */
  percent: number;
  /** How many runs it may have, in all processes together: 1 to 100,000. */
  budget: number;
  /** When it ends at the latest, within 90 days; default in 7 days. */
  until?: Date | null;
  /** At most 1,000 characters that show as they are. */
  reason: string;
  actorUserId?: string | null;
}

/** Who ends a shadow, and why. */
export type EndShadowOptions = ChangeOptions<Shadow> & Pick<StartShadowOptions, 'reason' | 'actorUserId'>;

export interface ShadowPage {
  /** The newest first. */
  shadows: Shadow[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
const MOST_DAYS = 90;
const LARGEST_BUDGET = 100_000;

/**
 * Shadows: a version and a parameter set that compute beside what is active, from the same inputs. Their runs have the purpose `shadow`,
 * and no caller gets their outputs.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class ShadowsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly pairs: FoldingPairs,
    private readonly active: ActiveShadows,
    private readonly catalog: AlgorithmCatalog,
    private readonly threaded: ThreadedVersions,
  ) {}

  /**
   * Starts a shadow beside the pair that is active now. Other processes follow within a second. It ends when it has run as often as it may,
   * at its date, at the next activation of the key, or by `end`.
   *
   * @example
   * ```ts
   * await shadows.start('mastery', { version: 'v2', percent: 10, budget: 1000, reason: 'Before the new term', actorUserId });
   * ```
   * @throws AlgoVersionNotFoundError, ParamsNotFoundError when there is no such version, or no such set of it
   * @throws CannotShadowError when nothing else is active, another shadow of the key computes, or no thread can compute it
   * @throws InvalidArgumentError naming the argument; in each case nothing is written
   */
  async start(algoKey: string, options: StartShadowOptions): Promise<Shadow> {
    const { version, paramsId = null, percent, budget, until, reason: given, actorUserId: actor, ...change } = options;
    if (typeof percent !== 'number' || !(percent > 0 && percent <= 100)) {
      throw new InvalidArgumentError('percent', 'must be a number above 0 and up to 100');
    }
    if (!Number.isInteger(budget) || budget < 1 || budget > LARGEST_BUDGET) {
      throw new InvalidArgumentError('budget', `must be an integer from 1 to ${LARGEST_BUDGET}`);
    }
    const end = until ? checkInstant('until', until) : new Date(Date.now() + DEFAULT_DAYS * DAY_MS);
    if (end.getTime() <= Date.now() || end.getTime() > Date.now() + MOST_DAYS * DAY_MS) {
      throw new InvalidArgumentError('until', `must be within ${MOST_DAYS} days from now`);
    }
    const { actorUserId, reason } = checkReason(given, actor);
    const pair = await this.pairs.computing(algoKey, version, paramsId, CannotShadowError);
    if (this.threaded.loadableModuleOf(this.catalog.get(algoKey, version)) === undefined) {
      throw new CannotShadowError(
        algoKey,
        version,
        'a thread of its own would not compute the same. Take nothing from injection, and export its class from its module.',
      );
    }
    const id = newRunId();
    const shadow = await changeInTransaction(
      this.scope.dataSource,
      async (manager) => {
        const activationId = await this.activationBeside(manager, pair);
        const { versionId, paramsId: set } = pair;
        await manager.query(ADD_SHADOW, [
          ...[id, algoKey, versionId, set, activationId],
          ...[percent, budget, end, actorUserId, reason],
        ]);
        return this.read(manager, algoKey, id);
      },
      change,
    );
    await this.active.refresh().catch(() => undefined); // the next run sees it
    return shadow;
  }

  /**
   * A shadow, and how it compares with the live runs.
   *
   * @throws ShadowNotFoundError
   */
  async get(algoKey: string, shadowId: string): Promise<Shadow & { comparison: ShadowComparison }> {
    const { manager } = this.scope.dataSource;
    const shadow = await queryWithRetry(() => this.read(manager, algoKey, shadowId));
    const [row] = await queryWithRetry(() =>
      manager.query<{ comparison: ShadowComparison }[]>(COMPARE_SHADOW, [shadow.id]),
    );
    return { ...shadow, comparison: row!.comparison };
  }

  /**
   * The shadows of a key, the newest first.
   *
   * @throws InvalidArgumentError naming the field
   */
  async list(algoKey: string, { limit = DEFAULT_PAGE, before }: ReportPage = {}): Promise<ShadowPage> {
    checkPageLimit(limit);
    if (before !== undefined && !isUuid(before)) {
      throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
    }
    if (!isStorableText(algoKey)) return { shadows: [], nextBefore: null };
    const rows = await queryWithRetry(() =>
      this.scope.dataSource.query<ShadowRow[]>(LIST_SHADOWS, [algoKey, before ?? null, limit + 1]),
    );
    const shadows = rows.slice(0, limit).map(shadowOf);
    return { shadows, nextBefore: rows.length > limit ? shadows.at(-1)!.id : null };
  }

  /**
   * Ends a shadow: no process begins a run of it any more. One that has ended is answered as it is.
   *
   * @throws ShadowNotFoundError
   * @throws InvalidArgumentError naming the argument
   */
  async end(algoKey: string, shadowId: string, options: EndShadowOptions): Promise<Shadow> {
    const { reason: given, actorUserId: actor, ...change } = options;
    const { actorUserId, reason } = checkReason(given, actor);
    const ended = await changeInTransaction(
      this.scope.dataSource,
      async (manager) => {
        const shadow = await this.read(manager, algoKey, shadowId);
        if (shadow.endedAt) return shadow;
        await manager.query(END_SHADOW, [shadow.id, actorUserId, reason]);
        return this.read(manager, algoKey, shadow.id);
      },
      change,
    );
    await this.active.refresh().catch(() => undefined);
    return ended;
  }

  /** The last activation, whose pair is another one. */
  private async activationBeside(
    manager: EntityManager,
    { algoKey, version, paramsId }: LoadablePair,
  ): Promise<string> {
    await lockAlgoKey(manager, this.scope, algoKey);
    const [last] = await manager.query<{ id: string; paramsId: string | null }[]>(LAST_ACTIVATION, [algoKey]);
    const reject = (reason: string) => new CannotShadowError(algoKey, version, reason);
    if (!last?.paramsId) throw reject('no version is active with a parameter set. Activate one.');
    if (last.paramsId === paramsId) throw reject('it is active with this parameter set. Name another one.');
    const [open] = await manager.query<ShadowRow[]>(OPEN_SHADOWS, [algoKey]);
    if (open) throw reject(`shadow ${open.shadow.id} of ${algoKey} computes. End it, or wait for its end.`);
    return last.id;
  }

  private async read(manager: EntityManager, algoKey: string, shadowId: string): Promise<Shadow> {
    const isKnown = isStorableText(algoKey) && isUuid(shadowId);
    const [row] = isKnown ? await manager.query<ShadowRow[]>(READ_SHADOW, [algoKey, shadowId]) : [];
    if (!row) throw new ShadowNotFoundError(String(algoKey), String(shadowId));
    return shadowOf(row);
  }
}

function checkReason(given: string, actor?: string | null): { actorUserId: string | null; reason: string } {
  const { actorUserId, reason } = checkActivationContext({ actorUserId: actor, reason: given });
  if (reason === null) throw new InvalidArgumentError('reason', 'is needed: say why');
  return { actorUserId, reason };
}

type Timed = 'until' | 'startedAt' | 'endedAt';

interface ShadowRow {
  shadow: Omit<Shadow, Timed | 'runs'> &
    Record<Exclude<Timed, 'endedAt'>, number> & { endedAt: number | null; runs: Omit<ShadowRuns, 'failed'> };
}

function shadowOf({ shadow: { until, startedAt, endedAt, runs, ...shadow } }: ShadowRow): Shadow {
  const failed = Object.values(runs.failures).reduce((sum, count) => sum + count, 0);
  return {
    ...shadow,
    until: new Date(until),
    startedAt: new Date(startedAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
    runs: { ...runs, failed },
  };
}
