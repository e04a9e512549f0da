import { fitReportView } from '../../evidence/fits/fit-report-view.js';
import { type RunCommand } from '../command.js';
import { fitText } from '../fit-text.js';

export const run: RunCommand = async ({ target, args }) => {
  const { fitReports } = await (await target()).evidence();
  const found = await fitReports.get(args.id!);
  return { text: fitText(found), data: fitReportView(found) };
};
