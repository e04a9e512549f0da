import { Worker } from 'node:worker_threads';
import { answer } from './answer.js';
import { type ComputeQuestion } from './messages.js';

/** What a process for computations runs: it answers one question after the other. Its argument is the process id of its parent. */

/**
 * A function that never returns handles no event. A thread of its own notices that the parent is gone, also where it went before the
 * thread began.
 */
const WATCH = `
  setInterval(() => { if (process.ppid !== ${Number(process.argv[2])}) process.kill(process.pid, 'SIGKILL'); }, 500);`;
new Worker(WATCH, { eval: true }).unref();

process.on('message', (question: ComputeQuestion) => {
  void answer(question).then((reply) => process.send!(reply));
});
process.on('disconnect', () => process.exit());
// Ctrl-C goes to all processes of a terminal: the parent says when this one ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
