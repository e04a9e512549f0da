import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, options }) => {
  const zone = options.zone === 'none' ? null : String(options.zone);
  const learner = String(options.learner);
  await (await (await target()).learners()).setTimeZone(learner, zone);
  return {
    text: zone === null ? `${learner}: no time zone\n` : `${learner}: ${zone}\n`,
    data: { learner_id: learner, time_zone: zone },
  };
};
