import { type RunCommand } from '../command.js';
import { readErasures } from '../erasures-file.js';

export const run: RunCommand = async ({ target, options }) => {
  const file = String(options.file);
  const ids = (await readErasures(file)).map(({ learner_id }) => learner_id);
  const erased = await (await (await target()).learners()).applyErasures(ids);
  const text = `${ids.length} learners of ${file} are erased: ${erased} of them now, the others were before.\n`;
  return { text, data: { erasures: ids.length, erased } };
};
