import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import { type PoolState, poolState } from '../database/connections/pool-state.js';
import { EngineScope } from '../database/engine-scope.js';
import { EventsService } from '../events/events.service.js';
import { ReadinessService } from '../doctor/readiness.service.js';
import { RunsService } from '../runs/runs.service.js';

/** A scrape does not wait for a database that says nothing. */
const TIME_LIMIT_MS = 800;

/** Looks at the pools, and into the database, whenever the metrics are read. */
@Injectable()
export class DatabaseMetrics {
  constructor(
    registry: Registry,
    { dataSource }: EngineScope,
    runs: RunsService,
    events: EventsService,
    readiness: ReadinessService,
  ) {
    const pools: Record<string, () => PoolState> = {
      main: () => poolState(dataSource),
      runs: () => runs.connections(),
    };
    const gauge = (name: string, help: string, read: (state: PoolState) => number) =>
      new Gauge({
        name,
        help,
        labelNames: ['pool'],
        registers: [registry],
        collect() {
          for (const [pool, state] of Object.entries(pools)) this.set({ pool }, read(state()));
        },
      });
    gauge('database_pool_connections', 'Open connections.', ({ total }) => total);
    gauge('database_pool_idle_connections', 'Open connections that are not in use.', ({ idle }) => idle);
    gauge('database_pool_waiting', 'How many wait for a connection.', ({ waiting }) => waiting);

    // One after the other, so that a scrape takes one connection of those that write run records.
    const askBoth = async () => ({ staleRuns: await runs.countStaleRuns(), feedLag: await events.lagSeconds() });
    let inFlight: ReturnType<typeof askBoth> | undefined;
    const ask = () => (inFlight ??= askBoth().finally(() => (inFlight = undefined)));
    const asked = (name: string, help: string, read: (answer: Awaited<ReturnType<typeof ask>>) => number) =>
      new Gauge({
        name,
        help: `${help} Missing when the database does not answer.`,
        registers: [registry],
        async collect() {
          const answer = await Promise.race([
            ask().catch(() => undefined),
            sleep(TIME_LIMIT_MS, undefined, { ref: false }),
          ]);
          if (answer === undefined) this.remove();
          else this.set(read(answer));
        },
      });
    asked(
      'learning_stale_runs',
      'Runs, of all processes, that are RUNNING although their lease has expired.',
      ({ staleRuns }) => staleRuns,
    );
    asked(
      'learning_engine_feed_lag_seconds',
      'For how long readers have been waiting for the next event: until the transactions that began before it have ended.',
      ({ feedLag }) => feedLag,
    );

    new Gauge({
      name: 'learning_warnings',
      help: 'Warnings although the instance is ready, by the code of the doctor, as of the last readiness check.',
      labelNames: ['code', 'subject'],
      registers: [registry],
      collect() {
        this.reset();
        for (const { code, subject } of readiness.lastWarnings()) this.set({ code, subject }, 1);
      },
    });
  }
}
