import { wholeMistakeAnalysisView } from '../../evidence/analyses/mistake-analysis-view.js';
import { type RunCommand } from '../command.js';
import { analysisText } from '../analysis-text.js';

export const run: RunCommand = async ({ target, args }) => {
  const { mistakeAnalyses } = await (await target()).evidence();
  const found = await mistakeAnalyses.get(args.id!);
  return { text: analysisText(found), data: wholeMistakeAnalysisView(found) };
};
