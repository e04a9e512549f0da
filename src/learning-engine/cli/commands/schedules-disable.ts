import { type RunCommand } from '../command.js';
import { setEnabled } from '../schedule-text.js';

export const run: RunCommand = async (input) => setEnabled(await (await input.target()).schedules(), input, false);
