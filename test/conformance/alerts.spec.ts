import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promtool } from '../support/processes/promtool.js';
import { yamlDocuments } from '../support/processes/yaml-file.js';
import { testFiles } from '../support/test-files.js';

const RULES = 'docs/prometheus-rules.yaml';

interface Alert {
  alert: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
const { groups } = yamlDocuments(RULES)[0] as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);

const page = readFileSync('docs/runbook.md', 'utf8');
const sections = new Map(page.split(/^## /m).map((text) => [/^\w*/.exec(text)![0], text]));

describe('alerts', () => {
  it.each(alerts)('$alert says how urgent it is, and leads to what to do', ({ alert, labels, annotations }) => {
    expect(['page', 'ticket', 'info']).toContain(labels.severity);
    expect(annotations.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);

    const section = sections.get(alert)!;
    for (const part of ['It means', 'Look', 'Drill']) expect(section).toContain(`**${part}**`);
    const drills = [.../\*\*Drill\*\*:([^.]+)\./.exec(section)![1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    expect(drills.length).toBeGreaterThan(0);
    expect(drills.filter((name) => !testFiles.includes(name))).toEqual([]);
  });

  it('are all that the runbook knows', () => {
    expect([...sections.keys()].filter((name) => /^[A-Z][a-z]+[A-Z]/.test(name)).sort()).toEqual(
      alerts.map(({ alert }) => alert).sort(),
    );
  });

  (promtool ? it : it.skip)('fire when they should, by promtool', () => {
    for (const args of [
      ['check', 'rules', RULES],
      ['test', 'rules', 'test/alerts/prometheus-rules.test.yaml'],
    ]) {
      const { status, stdout, stderr } = spawnSync(promtool!, args, { encoding: 'utf8' });
      expect([stdout, stderr, status]).toEqual([expect.any(String), expect.any(String), 0]);
    }
  });
});
