import { type RunFilter } from '../../runs/run-filter.js';
import { runView } from '../../runs/run-view.js';
import { type RunCommand } from '../command.js';
import { instantOption } from '../instant-option.js';
import { limitOption } from '../limit-option.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, options }) => {
  const filter = {
    algoKey: options.key,
    status: options.status,
    trigger: options.trigger,
    purpose: options.purpose,
    userId: options.user,
    sessionId: options.session,
    from: instantOption('from', options.from),
    to: instantOption('to', options.to),
  } as RunFilter;
  const page = { limit: limitOption(options.limit), before: options.before as string | undefined };
  const { queries, runs } = await (await target()).engine();
  await rejectUnknownKey(queries, options.key as string | undefined);
  const { records, nextBefore } = await runs.listRuns(filter, page);
  const rows = records.map(({ run, algoKey, version }) => [
    run.id,
    `${algoKey} ${version}`,
    run.status,
    instant(run.startedAt),
  ]);
  const more = nextBefore === null ? '' : `More: --before ${nextBefore}\n`;
  return {
    text: table(['id', 'version', 'status', 'started'], rows) + more,
    data: { runs: records.map(runView), next_before: nextBefore },
  };
};
