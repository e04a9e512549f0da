import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Counter, Histogram, Registry } from 'prom-client';
import { EngineScope } from '../database/engine-scope.js';
import { RunPurpose } from '../domain/run-purpose.js';
import { type Activated, EngineEvent, type RunFinished, type ShadowDropped } from '../domain/engine-events.js';

/** Counts what the engine tells of, not what another one in the process does: by algorithm, never by person. */
@Injectable()
export class RunMetrics implements OnModuleInit, OnModuleDestroy {
  private readonly runs: Counter;
  private readonly durations: Histogram;
  private readonly aside: Counter;
  private readonly drops: Counter;
  private readonly activations: Counter;

  constructor(
    registry: Registry,
    private readonly scope: EngineScope,
  ) {
    const registers = [registry];
    this.runs = new Counter({
      name: 'learning_runs_total',
      help: 'Live runs that this process ended. error_code is empty for SUCCESS.',
      labelNames: ['algo_key', 'version', 'status', 'trigger', 'error_code'],
      registers,
    });
    this.durations = new Histogram({
      name: 'learning_run_duration_seconds',
      help: 'From start to end of a live run, by the clock of the database.',
      labelNames: ['algo_key', 'version'],
      registers,
    });
    this.aside = new Counter({
      name: 'learning_runs_aside_total',
      help: 'Runs of other purposes than live that this process ended, such as those of shadows. error_code is empty for SUCCESS.',
      labelNames: ['algo_key', 'version', 'purpose', 'status', 'error_code'],
      registers,
    });
    this.drops = new Counter({
      name: 'learning_shadow_drops_total',
      help: 'Runs that were drawn for a shadow in this process, and not computed.',
      labelNames: ['algo_key', 'version'],
      registers,
    });
    this.activations = new Counter({
      name: 'learning_activations_total',
      help: 'Changes of active versions that this process made.',
      labelNames: ['algo_key'],
      registers,
    });
  }

  onModuleInit(): void {
    subscribe(EngineEvent.RUN_FINISHED, this.countRun);
    subscribe(EngineEvent.SHADOW_DROPPED, this.countDrop);
    subscribe(EngineEvent.ACTIVATED, this.countActivation);
  }

  onModuleDestroy(): void {
    unsubscribe(EngineEvent.RUN_FINISHED, this.countRun);
    unsubscribe(EngineEvent.SHADOW_DROPPED, this.countDrop);
    unsubscribe(EngineEvent.ACTIVATED, this.countActivation);
  }

  private readonly countRun = (event: unknown): void => {
    const { scope, algoKey, version, status, trigger, purpose, errorCode, durationMs } = event as RunFinished;
    if (scope !== this.scope.name) return;
    const run = { algo_key: algoKey, version, status, error_code: errorCode ?? '' };
    if (purpose !== RunPurpose.LIVE) {
      this.aside.inc({ ...run, purpose });
      return;
    }
    this.runs.inc({ ...run, trigger });
    this.durations.observe({ algo_key: algoKey, version }, durationMs / 1000);
  };

  private readonly countDrop = (event: unknown): void => {
    const { scope, algoKey, version } = event as ShadowDropped;
    if (scope === this.scope.name) this.drops.inc({ algo_key: algoKey, version });
  };

  private readonly countActivation = (event: unknown): void => {
    const { scope, algoKey } = event as Activated;
    if (scope === this.scope.name) this.activations.inc({ algo_key: algoKey });
  };
}
