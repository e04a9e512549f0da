import { spawnSync } from 'node:child_process';

const program = process.env.PROMTOOL || 'promtool';

/** Prometheus's own checker, where it is found. */
export const promtool = spawnSync(program, ['--version']).status === 0 ? program : undefined;
