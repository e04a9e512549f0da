import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { Exposition } from '../../src/metrics/exposition.js';
import { labelsOf, metricsIn } from '../support/http/promql.js';
import { testEnv, useService } from '../support/http/use-service.js';
import { promtool } from '../support/processes/promtool.js';
import { yamlDocuments } from '../support/processes/yaml-file.js';

const FOLDER = 'deploy/grafana';

interface Dashboard {
  uid: string;
  title: string;
  panels: { id: number; title: string; targets: { expr: string; legendFormat: string }[] }[];
}
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const dashboards = files.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Dashboard);
const targets = dashboards.flatMap(({ title: dashboard, panels }) =>
  panels.flatMap(({ title, targets }) => targets.map((target) => ({ panel: `${dashboard}, ${title}`, ...target }))),
);
const [{ groups }] = yamlDocuments('docs/prometheus-rules.yaml') as [
  { groups: { rules: { alert: string; expr: string }[] }[] },
];
const alerts = groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ panel: alert, expr })));

describe('dashboards', () => {
  const service = useService({ ...testEnv, METRICS: true });
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'learning-engine-dashboards-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are what their recorder writes', () => {
    execFileSync(process.execPath, [join(FOLDER, 'record-dashboards.mjs'), folder]);

    expect(readdirSync(folder).sort()).toEqual([...files].sort());
    for (const file of files) {
      expect(readFileSync(join(FOLDER, file), 'utf8')).toBe(readFileSync(join(folder, file), 'utf8'));
    }
  });

  it('are told from each other, and so are their panels', () => {
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(3);
    for (const { panels } of dashboards) {
      for (const key of ['id', 'title'] as const)
        expect(new Set(panels.map((panel) => panel[key])).size).toBe(panels.length);
    }
  });

  it('and alerts ask for metrics that there are, by labels that these have', () => {
    const given = new Map<string, string[]>();
    for (const { name, type, labelNames } of service.app
      .get(Registry, { strict: false })
      .getMetricsAsArray() as unknown as { name: string; type: string; labelNames: string[] }[]) {
      given.set(name, labelNames);
      if (type !== 'histogram') continue;
      for (const suffix of ['count', 'sum']) given.set(`${name}_${suffix}`, labelNames);
      given.set(`${name}_bucket`, [...labelNames, 'le']);
    }
    const tenants = new Exposition(new Registry()).open('a');
    expect(tenants).toHaveProperty('_defaultLabels', { tenant: 'a' });
    // Prometheus says whom it asked.
    const everywhere = (metric: string) => ['instance', ...(/^(learning|database)_/.test(metric) ? ['tenant'] : [])];

    expect(targets.length + alerts.length).toBeGreaterThan(40);
    const wrong = [...targets, ...alerts].flatMap(({ panel, expr }) =>
      metricsIn(expr).flatMap(({ metric, labels }) => {
        const known = given.get(metric);
        if (!known) return [`${panel}: no metric ${metric}`];
        return labels
          .filter((label) => ![...known, ...everywhere(metric)].includes(label))
          .map((label) => `${panel}: ${metric} has no label ${label}`);
      }),
    );
    expect(wrong).toEqual([]);
    expect([...targets, ...alerts].filter(({ expr }) => metricsIn(expr).length === 0)).toEqual([]);
  });

  it('show every metric of the engine', () => {
    const shown = targets.map(({ expr }) => expr).join('\n');
    const metrics = service.app.get(Registry, { strict: false }).getMetricsAsArray();
    const ours = metrics.map(({ name }) => name).filter((name) => /^(learning|database|http)_/.test(name));

    expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
  });

  it('name in their legends what they group by', () => {
    const wrong = targets.filter(({ expr, legendFormat }) => {
      const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!);
      const grouped = new Set(labelsOf(expr).filter((label) => label !== 'le'));
      return named.some((label) => !grouped.has(label)) || [...grouped].some((label) => !named.includes(label));
    });
    expect(wrong).toEqual([]);
  });

  it('are named in the runbook', () => {
    const page = readFileSync('docs/runbook.md', 'utf8');
    expect(files.filter((file) => !page.includes(`(../${FOLDER}/${file})`))).toEqual([]);
  });

  (promtool ? it : it.skip)('ask what Prometheus understands, by promtool', () => {
    const rules = targets.map(({ expr }, index) => ({
      record: `panel:${index}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '6h').replaceAll('$tenant', '.*'),
    }));
    const file = join(folder, 'panels.yaml');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
    const { status, stdout, stderr } = spawnSync(promtool!, ['check', 'rules', file], { encoding: 'utf8' });

    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout).toContain(`${targets.length} rules found`);
  });
});
