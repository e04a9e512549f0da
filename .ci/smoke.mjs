// Starts the service as a newcomer would, asks for a token, and compares the answer of the info route.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const expected = {
  mastery: { threshold: 0.7, decay_factor: 0.95, min_attempts: 5 },
  revision: { intervals: [1, 3, 7, 14, 30], ease_factor: 2.5 },
  difficulty: { window_size: 100, min_attempts: 10 },
  adaptive: { exploration_rate: 0.2, target_accuracy: 0.75 },
  mistakes: { min_frequency: 3, lookback_days: 90 },
};

const service = spawn('npm', ['start'], {
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
const overdue = setTimeout(() => process.kill(-service.pid, 'SIGKILL'), 120_000);
try {
  let url;
  for await (const line of createInterface({ input: service.stdout })) {
    console.log(line);
    url ??= /Active versions +(http:\S+)/.exec(line)?.[1];
    if (line.startsWith('Stop it')) break;
  }
  assert.ok(url, 'the service did not start');
  service.stdout.resume();

  const token = execFileSync('npm', ['run', '--silent', 'token'], { encoding: 'utf8' }).trim();
  const response = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(response.status, 200);
  const body = await response.json();
  for (const algorithm of body.algorithms) {
    assert.match(algorithm.updated_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    delete algorithm.updated_at;
  }
  assert.deepEqual(body, {
    algorithms: Object.entries(expected).map(([algo_key, active_params]) => ({
      algo_key,
      active_version: 'v0',
      status: 'ACTIVE',
      active_params,
    })),
  });
  assert.equal((await fetch(url)).status, 401);
} finally {
  // As Ctrl-C does: the signal reaches npm, its shell and the service. All have ended when their output has.
  if (service.exitCode === null && service.signalCode === null) {
    process.kill(-service.pid, 'SIGINT');
    await once(service, 'close');
  }
  clearTimeout(overdue);
}
console.log('Smoke test: the info route answers as specified.');
