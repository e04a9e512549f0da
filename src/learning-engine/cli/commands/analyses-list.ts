import { mistakeAnalysisView } from '../../evidence/analyses/mistake-analysis-view.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, options }) => {
  const filter = { bankId: options.bank as string | undefined, groupId: options.group as string | undefined };
  const page = { limit: limitOption(options.limit), before: options.before as string | undefined };
  const { mistakeAnalyses } = await (await target()).evidence();
  const { analyses, nextBefore } = await mistakeAnalyses.list(filter, page);
  const rows = analyses.map(({ id, bankId, groupId, outcome, createdAt }) => [
    ...[id, bankId, groupId, outcome],
    instant(createdAt),
  ]);
  const more = nextBefore === null ? '' : `More: --before ${nextBefore}\n`;
  return {
    text: table(['id', 'bank', 'group', 'outcome', 'made'], rows) + more,
    data: { mistake_analyses: analyses.map(mistakeAnalysisView), next_before: nextBefore },
  };
};
