import { fitReportView } from '../../evidence/fits/fit-report-view.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, options }) => {
  const page = { limit: limitOption(options.limit), before: options.before as string | undefined };
  const opened = await target();
  const { queries } = await opened.engine();
  const algoKey = options.key as string | undefined;
  await rejectUnknownKey(queries, algoKey);
  const { fitReports } = await opened.evidence();
  const { reports, nextBefore } = await fitReports.list({ algoKey }, page);
  const rows = reports.map((one) => [one.id, `${one.algoKey} ${one.version}`, one.outcome, instant(one.createdAt)]);
  const more = nextBefore === null ? '' : `More: --before ${nextBefore}\n`;
  return {
    text: table(['id', 'version', 'outcome', 'made'], rows) + more,
    data: { fit_reports: reports.map(fitReportView), next_before: nextBefore },
  };
};
