import { readFile, writeFile } from 'node:fs/promises';
import { TIME_UNITS, type TimeUnit } from '../../answer-files/answer-of-row.js';
import { type AnswerFile, readAnswerFile } from '../../answer-files/read-answer-file.js';
import { completeParams, defaultParams } from '../../authoring/complete-params.js';
import { type Fold } from '../../authoring/fold.js';
import { type AlgorithmDefinition } from '../../authoring/learning-algorithm.decorator.js';
import { InvalidParamsError } from '../../errors/input.errors.js';
import { type Contender, evaluate } from '../../evidence/evaluate.js';
import { reliabilityDiagram } from '../../evidence/reliability-diagram.js';
import { replayOf } from '../../evidence/replay.js';
import { deepFreeze } from '../../json/deep-freeze.js';
import { type JsonObject } from '../../json/json.js';
import { defaultEngineLimits, jsonLimits } from '../../options/engine-limits.js';
import { type CommandCall, CommandRejectedError, type RunCommand, UsageError } from '../command.js';
import { builtInVersions } from '../built-in-versions.js';
import { evaluationText } from '../evaluation-text.js';
import { instantOption } from '../instant-option.js';
import { jsonOption } from '../json-option.js';
import { showShare } from '../show-share.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const key = args.key!;
  const from = instantOption('from', options.from);
  const app = options.app === undefined ? undefined : await target();
  const contenders = await contendersOf(key, app?.versions?.() ?? builtInVersions(), options);
  const file = await answersOf(options);
  const chosen = await learnersOf(options.learners);
  const logs = [...file.learners]
    .filter(([learnerId]) => chosen?.has(learnerId) ?? true)
    .map(([learnerId, answers]) => ({ learnerId, answers }));
  if (logs.length === 0) throw new CommandRejectedError('The file has no answers of such learners.');
  const evaluation = evaluate(logs, contenders, {
    isJudged: ({ at }) => from === undefined || Date.parse(at) >= from.getTime(),
    onProgress: (done, all) => showShare('Replaying answers', done / all),
  });
  if (options.svg) {
    await writeFile(String(options.svg), reliabilityDiagram(evaluation, `${key}: ${evaluation.judged} answers`));
  }
  const { leftOut, leftOutCount } = file;
  const leftOutOf = { left_out_count: leftOutCount, left_out: leftOut };
  return { text: evaluationText(evaluation, file), data: { algo_key: key, ...evaluation, ...leftOutOf } };
};

/** A contender for each version that predicts, with its default parameters; then one for the set that is given. */
async function contendersOf(
  key: string,
  known: readonly AlgorithmDefinition[],
  { versions, params }: CommandCall['options'],
): Promise<Contender[]> {
  const able = known.filter(predicts).filter((definition) => definition.key === key);
  if (able.length === 0) throw new CommandRejectedError(`No version of ${key} predicts answers.`);
  const named = versions === undefined ? able.map(({ version }) => version) : String(versions).split(',');
  const chosen = named.map((name) => {
    const found = able.find(({ version }) => version === name);
    if (!found)
      throw new UsageError(`--versions may name ${able.map(({ version }) => version).join(', ')}: not ${name}`);
    return found;
  });
  const contenders = chosen.map((definition) => contenderOf(definition, defaultParams(definition.params), ''));
  if (params === undefined) return contenders;
  const [first] = chosen;
  const set = completeParams(first!, await jsonOption('params', String(params)), LIMITS);
  if ('problems' in set) throw new InvalidParamsError(key, first!.version, set.problems);
  return [...contenders, contenderOf(first!, set.value, ', given set')];
}

type Predicting = AlgorithmDefinition & { readonly fold: Fold };

const predicts = (definition: AlgorithmDefinition): definition is Predicting => definition.fold?.predict !== undefined;

const LIMITS = jsonLimits(defaultEngineLimits, defaultEngineLimits.paramsBytes);

const contenderOf = (definition: Predicting, params: JsonObject, suffix: string): Contender => ({
  name: `${definition.key} ${definition.version}${suffix}`,
  predict: replayOf({ fold: definition.fold, params: deepFreeze(params) }),
});

async function answersOf(options: CommandCall['options']): Promise<AnswerFile> {
  const unit = (options['at-unit'] ?? 'seconds') as TimeUnit;
  if (!TIME_UNITS.includes(unit)) throw new UsageError(`--at-unit must be one of ${TIME_UNITS.join(', ')}`);
  return readAnswerFile(String(options.answers), {
    map: mapOf(options.map),
    unit,
    learnerId: options.learner as string | undefined,
    onProgress: (share) => showShare('Reading answers', share),
  });
}

/** `learner=user_id,item=problem` */
function mapOf(text: string | boolean | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  const pairs = String(text).split(',').map((pair) => pair.split('=')); // prettier-ignore
  if (pairs.some((pair) => pair.length !== 2))
    throw new UsageError('--map must be such as learner=user_id,item=problem');
  return Object.fromEntries(pairs) as Record<string, string>;
}

async function learnersOf(path: string | boolean | undefined): Promise<Set<string> | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(String(path), 'utf8').catch((error: Error) => {
    throw new UsageError(`--learners must be a file with a learner on each line: ${error.message}`);
  });
  return new Set(text.split(/\r?\n/).filter(Boolean));
}
