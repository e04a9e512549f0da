import { Injectable } from '@nestjs/common';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { checkWindow, InvalidArgumentError } from '../../errors/input.errors.js';
import { isStorableText } from '../../json/json-text.js';
import { TENTHS } from '../../kit/prediction.js';
import { ActiveVersionCache } from '../../resolution/active-version-cache.js';
import { calibrationOf, type Measures } from '../measures.js';
import { SCORE_ANSWERS, type ScoredTenth } from './live-scores.statements.js';

/** How well a pair predicted answers as they came. */
export interface LiveScore extends Omit<Measures, 'auc'> {
  version: string;
  paramsId: string;
  calibrationId: string | null;
  skillMapId: string | null;
  /** Whether version and parameter set are the active ones now. */
  isActive: boolean;
  /** That it predicted. */
  answers: number;
}

/**
 * How well versions predict answers while they come. What was expected of an answer is stored with it, before it is folded.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class LiveScoresService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly active: ActiveVersionCache,
  ) {}

  /**
   * The scores of all versions of a key that predicted answers in a window: the active one, and those whose states are kept up to
   * date beside it. What was expected counts as it was when the answer came, and whether it was right as it was corrected last. Answers that
   * were withdrawn do not count, nor do imported ones, of which nothing was predicted; those of sessions that were excluded do.
   *
   * @param window answers that were recorded at `from` or later, and before `to`; at most 31 days
   * @example
   * ```ts
   * const [before, now] = await liveScores.getScores('mastery', { from: yesterday, to: new Date() });
   * ```
   * @throws InvalidArgumentError naming the field
   */
  async getScores(algoKey: string, window: { from: Date; to: Date }): Promise<LiveScore[]> {
    const { from, to } = checkWindow(window);
    if (!isStorableText(algoKey)) throw new InvalidArgumentError('algoKey', 'must be a text that PostgreSQL can hold');
    const rows = await queryWithRetry(() =>
      this.scope.dataSource.query<ScoredTenth[]>(SCORE_ANSWERS, [algoKey, from, to]),
    );
    const pair = (await this.active.current()).pairs.get(algoKey);
    const byPair = new Map<string, ScoredTenth[]>();
    for (const row of rows) byPair.set(pairName(row), [...(byPair.get(pairName(row)) ?? []), row]);
    return [...byPair.values()].map((tenths) => scoreOf(tenths, pair));
  }
}

const pairName = ({ versionId, paramsId, calibrationId, skillMapId }: ScoredTenth): string =>
  [versionId, paramsId, calibrationId, skillMapId].join(' ');

function scoreOf(
  found: readonly ScoredTenth[],
  active?: { version: { id: string }; params: { id: string } },
): LiveScore {
  const { version, versionId, paramsId, calibrationId, skillMapId } = found[0]!;
  const sum = (field: 'answers' | 'loss' | 'squares') => found.reduce((total, one) => total + one[field], 0);
  const answers = sum('answers');
  const tenths = Array.from({ length: TENTHS }, (_, at) => {
    return found.find(({ tenth }) => tenth === at) ?? { answers: 0, predicted: 0, right: 0 };
  });
  return {
    ...{ version, paramsId, calibrationId, skillMapId },
    isActive: active?.version.id === versionId && active.params.id === paramsId,
    answers,
    log_loss: sum('loss') / answers,
    brier: sum('squares') / answers,
    ...calibrationOf(tenths),
  };
}
