import { shadowView } from '../../evidence/shadows/shadow-view.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const page = { limit: limitOption(options.limit), before: options.before as string | undefined };
  const opened = await target();
  const { shadows: service } = await opened.evidence();
  await rejectUnknownKey((await opened.engine()).queries, args.key);
  const { shadows, nextBefore } = await service.list(args.key!, page);
  const rows = shadows.map(({ id, version, startedAt, endedAt, endedBy, runs }) => [
    ...[id, version, instant(startedAt), instant(endedAt), endedBy],
    ...[runs.succeeded, runs.failed, runs.dropped],
  ]);
  const more = nextBefore === null ? '' : `More: --before ${nextBefore}\n`;
  return {
    text: table(['id', 'version', 'started', 'ended', 'by', 'succeeded', 'failed', 'dropped'], rows) + more,
    data: { shadows: shadows.map(shadowView), next_before: nextBefore },
  };
};
