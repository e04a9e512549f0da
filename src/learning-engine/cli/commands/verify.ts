import { type RunCommand } from '../command.js';
import { instantOption } from '../instant-option.js';
import { sampleOption } from '../sample-option.js';
import { verificationText } from '../verification-text.js';
import { watchJob } from '../watch-job.js';

/** This process computes, unless a worker is faster. */
export const run: RunCommand = async ({ target, options }) => {
  const asked = {
    runId: options.run as string | undefined,
    since: instantOption('since', options.since),
    until: instantOption('until', options.until),
    sample: sampleOption(options.sample),
    seed: options.seed as string | undefined,
    algoKey: options.key as string | undefined,
    version: options.version as string | undefined,
    reason: options.reason as string | undefined,
    actorUserId: options.as as string | undefined,
  };
  const opened = await target();
  const verifications = await opened.verifications();
  const { id } = await verifications.start(asked);
  await opened.work(1, { isQuiet: true });
  const ended = await watchJob(await opened.jobs(), id, options.json === true);
  const { report } = await verifications.get(id);
  if (!report) return ended;
  return { text: verificationText(report), data: { job_id: id, ...report }, hasFindings: report.finding_count > 0 };
};
