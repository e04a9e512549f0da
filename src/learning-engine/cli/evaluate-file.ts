import { readFile, writeFile } from 'node:fs/promises';
import { type AnswerFile, readAnswerFile } from '../answer-files/read-answer-file.js';
import { completeParams, defaultParams } from '../authoring/complete-params.js';
import { type Fold, type FoldFacts, type FoldQuestion } from '../authoring/fold.js';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { InvalidParamsError } from '../errors/input.errors.js';
import { classOf } from '../evidence/classes.js';
import { factsFromEarlier, factsFromOthers } from '../evidence/difficulties.js';
import { evaluate } from '../evidence/evaluate.js';
import { practisedSkills } from '../evidence/practised-skills.js';
import { reliabilityDiagram } from '../evidence/reliability-diagram.js';
import { replayOf } from '../evidence/replay.js';
import { type Contender, type LearnerLog } from '../evidence/replayed.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { type JsonObject } from '../json/json.js';
import { defaultEngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type CommandCall, CommandRejectedError, type RunCommand, UsageError } from './command.js';
import { builtInVersions } from './built-in-versions.js';
import { evaluationText } from './evaluation-text.js';
import { columnsOption, unitOption } from './columns-option.js';
import { groupsFile } from './groups-file.js';
import { instantOption } from './instant-option.js';
import { jsonOption } from './json-option.js';
import { showShare } from './show-share.js';

/** Which version predicts the answers of a file best. */
export const evaluateFile: RunCommand = async ({ target, args, options }) => {
  const key = args.key!;
  const from = instantOption('from', options.from);
  const app = options.app === undefined ? undefined : await target();
  const foldings = await foldingsOf(key, app?.versions?.() ?? builtInVersions(), options);
  const file = await answersOf(options);
  const chosen = await learnersOf('learners', options);
  const groupOf = options.groups === undefined ? undefined : await groupsFile(String(options.groups));
  const all = [...file.learners].map(([learnerId, answers]): LearnerLog => {
    return { learnerId, answers, classId: classOf(file.groups.get(learnerId) ?? []) };
  });
  const logs = all.filter(({ learnerId }) => chosen?.has(learnerId) ?? true);
  if (logs.length === 0) throw new CommandRejectedError('The file has no answers of such learners.');
  if (groupOf && !logs.some(({ learnerId }) => groupOf.has(learnerId))) {
    throw new CommandRejectedError('The file of --groups names none of the learners who are judged.');
  }
  const facts = factsOf(all, logs, await learnersOf('calibration', options));
  const contenders = foldings.map(({ name, ...folding }): Contender => {
    const informed = { ...folding, factsOf: (question: FoldQuestion) => facts.get(question)! };
    return { name, predict: replayOf(informed), skillsOf: practisedSkills(informed) };
  });
  const evaluation = evaluate(logs, contenders, {
    isJudged: ({ at }) => from === undefined || Date.parse(at) >= from.getTime(),
    groupOf,
    onProgress: (done, all) => showShare('Replaying answers', done / all),
  });
  if (options.svg) {
    await writeFile(String(options.svg), reliabilityDiagram(evaluation, `${key}: ${evaluation.judged} answers`));
  }
  const { leftOut, leftOutCount } = file;
  const leftOutOf = { left_out_count: leftOutCount, left_out: leftOut };
  return { text: evaluationText(evaluation, file), data: { algo_key: key, ...evaluation, ...leftOutOf } };
};

/** What is known of each question of the learners who are judged, by answers of others alone. */
function factsOf(
  all: readonly LearnerLog[],
  judged: readonly LearnerLog[],
  calibrating: ReadonlySet<string> | undefined,
): ReadonlyMap<FoldQuestion, FoldFacts> {
  if (!calibrating) return factsFromEarlier(all);
  const own = judged.find(({ learnerId }) => calibrating.has(learnerId));
  if (own) {
    throw new UsageError(
      `--calibration must name none of the learners who are judged, as it does with ${own.learnerId}: name those by --learners`,
    );
  }
  const others = all.filter(({ learnerId }) => calibrating.has(learnerId));
  if (others.length === 0) throw new CommandRejectedError('The file has no answers of the learners of --calibration.');
  return factsFromOthers(others, judged);
}

interface NamedFolding {
  name: string;
  fold: Fold;
  params: JsonObject;
}

/** One for each version that predicts, with its default parameters; then one for the set that is given. */
async function foldingsOf(
  key: string,
  known: readonly AlgorithmDefinition[],
  { versions, params }: CommandCall['options'],
): Promise<NamedFolding[]> {
  const able = known.filter(predicts).filter((definition) => definition.key === key);
  if (able.length === 0) throw new CommandRejectedError(`No version of ${key} predicts answers.`);
  const named = versions === undefined ? able.map(({ version }) => version) : String(versions).split(',');
  const chosen = named.map((name) => {
    const found = able.find(({ version }) => version === name);
    if (!found)
      throw new UsageError(`--versions may name ${able.map(({ version }) => version).join(', ')}: not ${name}`);
    return found;
  });
  const foldings = chosen.map((definition) => foldingOf(definition, defaultParams(definition.params), ''));
  if (params === undefined) return foldings;
  const [first] = chosen;
  const set = completeParams(first!, await jsonOption('params', String(params)), LIMITS);
  if ('problems' in set) throw new InvalidParamsError(key, first!.version, set.problems);
  return [...foldings, foldingOf(first!, set.value, ', given set')];
}

type Predicting = AlgorithmDefinition & { readonly fold: Fold };

const predicts = (definition: AlgorithmDefinition): definition is Predicting => definition.fold?.predict !== undefined;

const LIMITS = jsonLimits(defaultEngineLimits, defaultEngineLimits.paramsBytes);

const foldingOf = (definition: Predicting, params: JsonObject, suffix: string): NamedFolding => ({
  name: `${definition.key} ${definition.version}${suffix}`,
  fold: definition.fold,
  params: deepFreeze(params),
});

async function answersOf(options: CommandCall['options']): Promise<AnswerFile> {
  return readAnswerFile(String(options.answers), {
    map: columnsOption(options.map),
    unit: unitOption(options['at-unit']),
    learnerId: options.learner as string | undefined,
    onProgress: (share) => showShare('Reading answers', share),
  });
}

async function learnersOf(
  option: 'learners' | 'calibration',
  { [option]: path }: CommandCall['options'],
): Promise<Set<string> | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(String(path), 'utf8').catch((error: Error) => {
    throw new UsageError(`--${option} must be a file with a learner on each line: ${error.message}`);
  });
  return new Set(text.split(/\r?\n/).filter(Boolean));
}
