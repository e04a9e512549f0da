import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// npm run dashboards:record: writes the dashboards for Grafana as JSON. A panel here is its title, its unit and its questions.

const RATE = '[$__rate_interval]';
/** Without several schools there is no such label, and the pattern of all of them matches that, too. */
const ofTenant = 'tenant=~"$tenant"';

const quantile = (share, metric, by, selector = '') =>
  `histogram_quantile(${share}, sum by (${['le', ...by].join(', ')}) (rate(${metric}_bucket${selector}${RATE})))`;
const rate = (metric, by, selector = '') => `sum by (${by.join(', ')}) (rate(${metric}${selector}${RATE}))`;

const REQUESTS = 'http_request_duration_seconds';

const dashboards = {
  service: {
    title: 'Learning engine: service',
    panels: [
      ['Requests', 'reqps', { '{{status}}': rate(`${REQUESTS}_count`, ['status']) }],
      [
        'Share that fails',
        'percentunit',
        { '5xx': `sum(rate(${REQUESTS}_count{status="5xx"}${RATE})) / sum(rate(${REQUESTS}_count${RATE}))` },
      ],
      [
        'Time to answer',
        's',
        { 'half within': quantile(0.5, REQUESTS, []), '99 of 100 within': quantile(0.99, REQUESTS, []) },
      ],
      [
        'The slowest routes, 99 of 100 within',
        's',
        { '{{route}}': `topk(10, ${quantile(0.99, REQUESTS, ['route'])})` },
      ],
      [
        'Runs',
        'ops',
        { '{{algo_key}} {{version}}': rate('learning_runs_total', ['algo_key', 'version'], `{${ofTenant}}`) },
      ],
      [
        'Runs that fail',
        'ops',
        {
          '{{algo_key}} {{error_code}}': rate(
            'learning_runs_total',
            ['algo_key', 'error_code'],
            `{status="FAILED",${ofTenant}}`,
          ),
        },
      ],
      [
        'Time of runs, 95 of 100 within',
        's',
        { '{{algo_key}}': quantile(0.95, 'learning_run_duration_seconds', ['algo_key'], `{${ofTenant}}`) },
      ],
      [
        'Shadow runs and runs computed again',
        'ops',
        {
          '{{algo_key}} {{version}} {{purpose}}': rate(
            'learning_runs_aside_total',
            ['algo_key', 'version', 'purpose'],
            `{${ofTenant}}`,
          ),
        },
      ],
      [
        'Runs that no shadow computed, because too many waited',
        'ops',
        { '{{algo_key}} {{version}}': rate('learning_shadow_drops_total', ['algo_key', 'version'], `{${ofTenant}}`) },
      ],
      ['Runs that no reaper has ended', 'short', { stale: `max(learning_stale_runs{${ofTenant}})` }],
      [
        'Connections of a pool',
        'short',
        {
          '{{pool}} open': `sum by (pool) (database_pool_connections{${ofTenant}})`,
          '{{pool}} in use': `sum by (pool) (database_pool_connections{${ofTenant}} - database_pool_idle_connections{${ofTenant}})`,
        },
      ],
      [
        'Requests that wait for a connection',
        'short',
        { '{{instance}} {{pool}}': `max by (instance, pool) (database_pool_waiting{${ofTenant}})` },
      ],
      [
        'Delay of the event loop, 99 of 100 within',
        's',
        { '{{instance}}': 'max by (instance) (nodejs_eventloop_lag_p99_seconds)' },
      ],
      ['Processors', 'short', { '{{instance}}': `sum by (instance) (rate(process_cpu_seconds_total${RATE}))` }],
      ['Memory', 'bytes', { '{{instance}}': 'max by (instance) (process_resident_memory_bytes)' }],
      ['Warnings', 'short', { '{{code}} {{subject}}': `max by (code, subject) (learning_warnings{${ofTenant}})` }],
      [
        'Changes of active versions',
        'short',
        { '{{algo_key}}': `sum by (algo_key) (increase(learning_activations_total{${ofTenant}}[1h]))` },
      ],
    ],
  },
  learners: {
    title: 'Learning engine: learners',
    panels: [
      ['Answers', 'ops', { '{{outcome}}': rate('learning_answers_total', ['outcome'], `{${ofTenant}}`) }],
      [
        'Share of answers that do not count',
        'percentunit',
        {
          'not counted': `sum(rate(learning_answers_total{outcome=~"conflict|quarantined|invalid",${ofTenant}}${RATE})) / sum(rate(learning_answers_total{${ofTenant}}${RATE}))`,
        },
      ],
      [
        'Learners whose states are to be made',
        'short',
        { '{{algo_key}}': `max by (algo_key) (learning_learners_behind{${ofTenant}})` },
      ],
      [
        'Sets of states',
        'short',
        { '{{algo_key}} {{status}}': `max by (algo_key, status) (learning_projections{${ofTenant}})` },
      ],
      ['Readers of the feed wait', 's', { 'for the next event': `max(learning_engine_feed_lag_seconds{${ofTenant}})` }],
      [
        'Log loss of an answer (a coin has 0.693)',
        'short',
        {
          '{{algo_key}} {{version}}': `${rate('learning_prediction_log_loss_total', ['algo_key', 'version'], `{${ofTenant}}`)} / ${rate('learning_predictions_total', ['algo_key', 'version'], `{${ofTenant}}`)}`,
        },
      ],
      [
        'Share of right answers, by the tenth that was predicted',
        'percentunit',
        {
          '{{algo_key}} {{version}} {{tenth}}': `sum by (algo_key, version, tenth) (increase(learning_predictions_total{is_right="true",${ofTenant}}[$__range])) / sum by (algo_key, version, tenth) (increase(learning_predictions_total{${ofTenant}}[$__range]))`,
        },
        'bargauge',
      ],
      [
        'Answers that were predicted',
        'ops',
        { '{{algo_key}} {{version}}': rate('learning_predictions_total', ['algo_key', 'version'], `{${ofTenant}}`) },
      ],
    ],
  },
  jobs: {
    title: 'Learning engine: jobs and the night',
    panels: [
      [
        'Jobs that have not ended',
        'short',
        { '{{kind}} {{status}}': `max by (kind, status) (learning_jobs_open{${ofTenant}})` },
      ],
      ['The oldest job that waits', 's', { waits: `max(learning_jobs_oldest_queued_seconds{${ofTenant}})` }],
      ['Webhooks', 'short', { '{{state}}': `max by (state) (learning_webhooks{${ofTenant}})` }],
      [
        'Deliveries of webhooks in the last hour',
        'short',
        { '{{status}}': `max by (status) (learning_webhook_deliveries_last_hour{${ofTenant}})` },
      ],
      [
        'Deliveries of webhooks that wait',
        's',
        {
          'for any reason': `max(learning_webhook_oldest_waiting_seconds{${ofTenant}})`,
          'for a process that sends': `max(learning_webhooks_unsent_seconds{${ofTenant}})`,
        },
      ],
      [
        'Jobs that ended',
        'short',
        { '{{kind}} {{status}}': `sum by (kind, status) (increase(learning_jobs_total{${ofTenant}}[1h]))` },
      ],
      [
        'Jobs that failed',
        'short',
        {
          '{{kind}} {{error_code}}': `sum by (kind, error_code) (increase(learning_jobs_total{status="FAILED",${ofTenant}}[1h]))`,
        },
      ],
      [
        'Time of jobs, 95 of 100 within',
        's',
        {
          '{{kind}}': `histogram_quantile(0.95, sum by (le, kind) (increase(learning_job_duration_seconds_bucket{${ofTenant}}[1d])))`,
        },
      ],
      [
        'Runs that were computed again',
        'short',
        {
          '{{algo_key}} {{version}} {{verdict}}': `max by (algo_key, version, verdict) (learning_verified_runs{${ofTenant}})`,
        },
        'bargauge',
      ],
    ],
  },
};

const COLUMNS = 2;
const [WIDTH, HEIGHT] = [24 / COLUMNS, 8];
const datasource = { type: 'prometheus', uid: '${datasource}' };

const panelOf = ([title, unit, questions, type = 'timeseries'], index) => ({
  id: index + 1,
  type,
  title,
  datasource,
  gridPos: { x: (index % COLUMNS) * WIDTH, y: Math.floor(index / COLUMNS) * HEIGHT, w: WIDTH, h: HEIGHT },
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  targets: Object.entries(questions).map(([legendFormat, expr], place) => ({
    refId: String.fromCharCode(65 + place),
    datasource,
    expr,
    legendFormat,
    instant: type === 'bargauge',
    range: type !== 'bargauge',
  })),
});

const variables = [
  { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
  {
    name: 'tenant',
    label: 'School',
    type: 'query',
    datasource,
    query: 'label_values(learning_stale_runs, tenant)',
    refresh: 2,
    includeAll: true,
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  },
];

const folder = process.argv[2] ?? import.meta.dirname;
mkdirSync(folder, { recursive: true });
for (const [name, { title, panels }] of Object.entries(dashboards)) {
  const dashboard = {
    uid: `learning-engine-${name}`,
    title,
    tags: ['learning-engine'],
    schemaVersion: 39,
    editable: true,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    links: [
      { type: 'dashboards', title: 'Learning engine', tags: ['learning-engine'], asDropdown: true, keepTime: true },
    ],
    templating: { list: variables },
    panels: panels.map(panelOf),
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(dashboard, null, 2)}\n`);
}
