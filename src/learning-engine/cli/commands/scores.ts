import { liveScoreView } from '../../evidence/live-scores/live-score-view.js';
import { type RunCommand } from '../command.js';
import { instantOption } from '../instant-option.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';
import { table } from '../table.js';

const DAY_MS = 86_400_000;

export const run: RunCommand = async ({ target, args, options }) => {
  const key = args.key!;
  const to = instantOption('to', options.to) ?? new Date();
  const from = instantOption('from', options.from) ?? new Date(to.getTime() - DAY_MS);
  const opened = await target();
  const { liveScores } = await opened.evidence();
  await rejectUnknownKey((await opened.engine()).queries, key);
  const scores = (await liveScores.getScores(key, { from, to })).map(liveScoreView);
  const rows = scores.map(({ version, params_id, is_active, answers, log_loss, brier, calibration_error }) => [
    `${version}${is_active ? ' (active)' : ''}`,
    params_id,
    String(answers),
    log_loss.toFixed(4),
    brier.toFixed(4),
    calibration_error.toFixed(3),
  ]);
  const head = ['version', 'set', 'answers', 'log loss', 'Brier', 'calibration error'];
  return {
    text: scores.length > 0 ? table(head, rows) : 'No version predicted answers that were recorded then.\n',
    data: { algo_key: key, from, to, scores },
  };
};
