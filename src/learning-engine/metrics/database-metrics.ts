import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import { type PoolState, poolState } from '../database/connections/pool-state.js';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { EngineScope } from '../database/engine-scope.js';
import { EventsService } from '../events/events.service.js';
import { countOpenJobs, type OpenJobs } from '../jobs/open-jobs.js';
import { lastVerifications } from '../jobs/verification/last-verifications.js';
import { RunVerdict } from '../jobs/verification/verification-report.js';
import { countProjections } from '../learners/projection-counts.js';
import { ReadinessService } from '../doctor/readiness.service.js';
import { RunsService } from '../runs/runs.service.js';
import { countWebhooks } from '../webhooks/webhook-counts.js';

/** A scrape does not wait for a database that says nothing. */
const TIME_LIMIT_MS = 800;

/** Looks at the pools, and into the database, whenever the metrics are read. */
@Injectable()
export class DatabaseMetrics {
  constructor(
    registry: Registry,
    { dataSource, name: { tenant } }: EngineScope,
    connections: EngineConnections,
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
    const askAll = async () => ({
      staleRuns: await runs.countStaleRuns(),
      feedLag: await events.lagSeconds(),
      openJobs: await countOpenJobs((text, values) => connections.query<OpenJobs[]>(text, values), tenant),
      projections: await countProjections((text, values) => connections.query(text, values)),
      webhooks: await countWebhooks((text, values) => connections.query(text, values)),
      verified: await lastVerifications((text, values) => connections.query(text, values), tenant),
    });
    type Answer = Awaited<ReturnType<typeof askAll>>;
    let inFlight: Promise<Answer> | undefined;
    const ask = () => (inFlight ??= askAll().finally(() => (inFlight = undefined)));
    const asked = (
      name: string,
      help: string,
      show: (gauge: Gauge, answer: Answer) => void,
      labelNames: string[] = [],
    ) =>
      new Gauge({
        name,
        help: `${help} Missing when the database does not answer.`,
        labelNames,
        registers: [registry],
        async collect() {
          const answer = await Promise.race([
            ask().catch(() => undefined),
            sleep(TIME_LIMIT_MS, undefined, { ref: false }),
          ]);
          if (labelNames.length > 0) this.reset();
          else this.remove();
          if (answer !== undefined) show(this, answer);
        },
      });
    asked(
      'learning_stale_runs',
      'Runs, of all processes, that are RUNNING although their lease has expired.',
      (gauge, { staleRuns }) => gauge.set(staleRuns),
    );
    asked(
      'learning_engine_feed_lag_seconds',
      'For how long readers have been waiting for the next event: until the transactions that began before it have ended.',
      (gauge, { feedLag }) => gauge.set(feedLag),
    );
    asked(
      'learning_jobs_open',
      'Jobs, of all processes, that have not ended.',
      (gauge, { openJobs }) => openJobs.forEach(({ kind, status, count }) => gauge.set({ kind, status }, count)),
      ['kind', 'status'],
    );
    asked(
      'learning_jobs_oldest_queued_seconds',
      'How long ago the oldest job that waits was queued.',
      (gauge, { openJobs }) =>
        gauge.set(
          Math.max(0, ...openJobs.filter(({ status }) => status === 'QUEUED').map((jobs) => jobs.oldestSeconds)),
        ),
    );
    asked(
      'learning_projections',
      'Sets of states of learners, by whether they are complete.',
      (gauge, { projections }) =>
        projections.forEach(({ algoKey, status, projections: count }) =>
          gauge.set({ algo_key: algoKey, status }, count),
        ),
      ['algo_key', 'status'],
    );
    asked(
      'learning_learners_behind',
      'Learners whose states are still to be made, in projections that are BUILDING.',
      (gauge, { projections }) =>
        projections.forEach(
          ({ algoKey, status, behind }) => status === 'BUILDING' && gauge.set({ algo_key: algoKey }, behind),
        ),
      ['algo_key'],
    );
    asked(
      'learning_webhooks',
      'Webhooks: those to which deliveries come through, those whose last attempt failed, and those that are disabled.',
      (gauge, { webhooks }) => {
        for (const state of webhooks ? (['enabled', 'failing', 'disabled'] as const) : [])
          gauge.set({ state }, webhooks![state]);
      },
      ['state'],
    );
    asked(
      'learning_webhook_deliveries_last_hour',
      'Deliveries of webhooks, of all processes, that ended in the last hour.',
      (gauge, { webhooks }) => {
        for (const status of webhooks ? (['delivered', 'failed'] as const) : [])
          gauge.set({ status }, webhooks![status]);
      },
      ['status'],
    );
    asked(
      'learning_webhook_oldest_waiting_seconds',
      'How old the oldest delivery of a webhook is that waits, also for its next attempt.',
      (gauge, { webhooks }) => webhooks && gauge.set(webhooks.oldestSeconds),
    );
    asked(
      'learning_webhooks_unsent_seconds',
      'For how long what webhooks are to be told has been waiting for a process that sends.',
      (gauge, { webhooks }) => webhooks && gauge.set(webhooks.unsentSeconds),
    );
    asked(
      'learning_verified_runs',
      'Runs that were computed again the last time that those of the version were verified, by what became of them.',
      (gauge, { verified }) => {
        for (const { algo_key, version, ...counts } of verified) {
          for (const verdict of Object.values(RunVerdict)) gauge.set({ algo_key, version, verdict }, counts[verdict]);
        }
      },
      ['algo_key', 'version', 'verdict'],
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
