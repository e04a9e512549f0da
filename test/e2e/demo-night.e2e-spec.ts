import { useStartSandbox } from '../support/processes/start-sandbox.js';

describe('npm run demo -- --night', () => {
  const sandbox = useStartSandbox();

  it('calibrates, analyses and fits, and the evidence says which of the planted candidates is better', async () => {
    const args = ['run', '--silent', 'demo', '--', '--night', '--learners', '300'];
    const demo = sandbox.run('npm', args);
    expect([await demo.end(), demo.stderr]).toEqual([0, '']);
    for (const kind of ['difficulty.calibrate', 'mistakes.analyse', 'fit.mastery', 'evaluation.run']) {
      expect(demo.stdout).toMatch(new RegExp(`\\[#{30}\\] ${kind.replace('.', '\\.')}: SUCCESS, [\\d.]+ s\n`));
    }
    expect(demo.stdout).toMatch(/ 40 items are calibrated; with the truth they correlate by 0\.9\d+\.\n/);
    expect(demo.stdout).toContain('may be right in place of the key: test-4:2.\n');
    expect(demo.stdout).toMatch(/The fit is a CANDIDATE: log loss -0\.\d+ against/);
    expect(demo.stdout).toMatch(/what the night has fitted: better/);
    expect(demo.stdout).toMatch(/the defaults of the version: better/);
    expect(demo.stdout).toMatch(/hardly any ability, and a lower constant: worse/);
    expect(demo.stdout).toMatch(/another threshold, the same predictions: cannot tell/);
    expect(demo.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('takes a number of learners that it can show', async () => {
    for (const args of [
      ['--learners', '500'],
      ['--night', '--learners', '5'],
      ['--night', '--learners', 'x'],
    ]) {
      const demo = sandbox.run('npm', ['run', '--silent', 'demo', '--', ...args]);
      expect(await demo.end()).toBe(2);
      expect(demo.stderr).toContain('--learners');
    }
  });
});
