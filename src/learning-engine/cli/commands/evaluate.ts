import { queuedEvaluation } from '../../evidence/evaluations/evaluation-view.js';
import { type RunCommand, UsageError } from '../command.js';
import { evaluateFile } from '../evaluate-file.js';
import { evaluationResult } from '../evaluation-text.js';
import { instantOption } from '../instant-option.js';
import { sampleOption } from '../sample-option.js';
import { watchJob } from '../watch-job.js';

/** Of the answers of a file, or of those that are stored. */
export const run: RunCommand = (call) => {
  const { answers, version, groups } = call.options;
  if ((answers === undefined) === (version === undefined)) {
    throw new UsageError('evaluate needs --answers <file>, or --version <name> for stored answers, and not both');
  }
  if (answers === undefined && groups !== undefined) {
    throw new UsageError('--groups needs --answers: what group a learner is of is not stored, nor sent to a worker');
  }
  return answers === undefined ? evaluateStored(call) : evaluateFile(call);
};

const evaluateStored: RunCommand = async ({ target, args, options }) => {
  const key = args.key!;
  const opened = await target();
  const { evaluations } = await opened.evidence();
  const job = await evaluations.start(key, {
    version: String(options.version),
    paramsId: options.params as string | undefined,
    sample: sampleOption(options.sample),
    from: instantOption('from', options.from),
    reason: options.reason as string | undefined,
    actorUserId: options.as as string | undefined,
  });
  if (!options.watch) return evaluationResult(queuedEvaluation(job));
  const { hasFindings } = await watchJob(await opened.jobs(), job.id, options.json === true);
  return { ...evaluationResult(await evaluations.get(key, job.id)), hasFindings };
};
