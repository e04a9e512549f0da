import { Injectable } from '@nestjs/common';
import { AlgoParams } from '../../database/entities/algo-params.entity.js';
import { entityOf, type JsonRow } from '../../database/entities/entity-of.js';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { ACTIVE_SHADOWS } from './shadow.statements.js';

/** A shadow that may compute. */
export interface ActiveShadow {
  id: string;
  algoKey: string;
  version: string;
  /** The set with which a run must have been computed. */
  activeParamsId: string;
  percent: number;
  params: AlgoParams;
}

const REFRESH_MS = 1000;

/**
 * The shadows that may compute, as they were a second ago: what was started or ended by another process is seen a little later, and no
 * live run waits for it. Without runs nothing is asked.
 */
@Injectable()
export class ActiveShadows {
  private shadows: readonly ActiveShadow[] = [];
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking?: Promise<void>;

  constructor(private readonly scope: EngineScope) {}

  of(algoKey: string): readonly ActiveShadow[] {
    if (performance.now() - this.askedAt > REFRESH_MS) this.ask().catch(() => undefined);
    return this.shadows.filter((shadow) => shadow.algoKey === algoKey);
  }

  has(id: string): boolean {
    return this.shadows.some((shadow) => shadow.id === id);
  }

  /** What is in flight may have been asked too early. */
  async refresh(): Promise<void> {
    await this.asking?.catch(() => undefined);
    await this.ask();
  }

  private ask(): Promise<void> {
    this.askedAt = performance.now();
    return (this.asking ??= this.read().finally(() => (this.asking = undefined)));
  }

  private async read(): Promise<void> {
    const { dataSource } = this.scope;
    const rows = await queryWithRetry(() =>
      dataSource.query<(Omit<ActiveShadow, 'params'> & { params: JsonRow })[]>(ACTIVE_SHADOWS),
    );
    this.shadows = rows.map((row) => ({ ...row, params: entityOf(dataSource, AlgoParams, row.params) }));
  }
}
