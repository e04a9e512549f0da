import { type RunCommand } from '../command.js';
import { setEnabled } from '../webhook-text.js';

export const run: RunCommand = async (input) => setEnabled(await (await input.target()).webhooks(), input, false);
