import { type RunCommand } from '../command.js';
import { instantOption } from '../instant-option.js';
import { sampleOption } from '../sample-option.js';
import { previewResult } from '../preview-text.js';
import { watchJob } from '../watch-job.js';
import { queuedPreview } from '../../evidence/previews/preview-view.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const key = args.key!;
  const opened = await target();
  const { previews } = await opened.evidence();
  const job = await previews.start(key, {
    version: String(options.version),
    paramsId: options.params as string | undefined,
    sample: sampleOption(options.sample),
    now: instantOption('now', options.now),
    reason: options.reason as string | undefined,
    actorUserId: options.as as string | undefined,
  });
  if (!options.watch) return previewResult(queuedPreview(job));
  const { hasFindings } = await watchJob(await opened.jobs(), job.id, options.json === true);
  return { ...previewResult(await previews.get(key, job.id)), hasFindings };
};
