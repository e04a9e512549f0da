import { once } from 'node:events';
import { type RunCommand } from '../command.js';
import { visible } from '../../json/visible.js';

/** Control characters are written as JSON writes them, so that the lines stay what they are. */
export const run: RunCommand = async ({ target, options }) => {
  const learners = await (await target()).learners();
  for await (const lines of await learners.export(String(options.learner))) {
    if (!process.stdout.write(visible(lines))) await once(process.stdout, 'drain').catch(() => undefined);
    if (!process.stdout.writable) return; // of `… | head`
  }
};
