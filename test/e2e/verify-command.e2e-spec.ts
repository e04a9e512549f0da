import { type VerificationReport } from 'learning-engine/jobs';
import { script } from '../support/processes/spawned.js';
import { INFO_URL, useStartSandbox } from '../support/processes/start-sandbox.js';

describe('learning-engine verify', () => {
  const sandbox = useStartSandbox();
  let name: string;
  beforeAll(async () => {
    const demo = sandbox.run(process.execPath, [...script('src/cli/main.ts'), 'demo', '--keep']);
    expect([await demo.end(), demo.stderr]).toEqual([0, '']);
    [, name] = /EMBEDDED_DATABASE=(learning_demo_\w+) npm start/.exec(demo.stdout) as unknown as [string, string];
    // The first start gives the service's role its rights.
    await sandbox.main({ EMBEDDED_DATABASE: name }).saying(INFO_URL);
  });

  async function verify(...args: string[]) {
    const command = [...script('src/cli/main.ts'), 'verify', ...args];
    const run = sandbox.run(process.execPath, command, { EMBEDDED_DATABASE: name });
    return { code: await run.end(), stdout: run.stdout, stderr: run.stderr };
  }

  it('finds every run of the demo as it was recorded, in processes of its own', async () => {
    const { code, stdout, stderr } = await verify('--sample', 'all', '--json');
    expect([code, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout) as VerificationReport;

    expect(report).toMatchObject({ finding_count: 0, findings: [], runs: report.population });
    const computed = report.versions.filter(({ match }) => match > 0);
    expect(computed.map(({ algo_key }) => algo_key)).toEqual([...['adaptive', 'mastery', 'mistakes', 'revision']]);
    for (const { match, match_other_code, runs, reasons } of report.versions) {
      const others = Object.values(reasons).reduce((sum, count) => sum + count, 0);
      expect([match + others, match_other_code]).toEqual([runs, 0]);
      expect(Object.keys(reasons).filter((reason) => reason !== 'input_not_recorded')).toEqual([]);
    }
  });

  it('shows its progress and the verdicts to people, in lines of a terminal', async () => {
    const { code, stdout, stderr } = await verify('--key', 'adaptive', '--seed', 'audit', '--sample', '10');
    expect(code).toBe(0);
    expect(stderr).toMatch(/SUCCESS .* of 10/);
    expect(stdout).toMatch(/^10 of \d+ runs from .*\nuntil .*, seed audit\n/);
    expect(stdout).toMatch(/adaptive v1 +10 +10 +0 +0 +0 +0/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('ends with another code where it cannot do what it was asked for', async () => {
    expect(await verify('--sample', 'some')).toMatchObject({ code: 2 });
    expect(await verify('--key', 'nothing')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The registry has no nothing any.') as string,
    });
  });
});
