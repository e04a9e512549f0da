import {
  MasteryV1Algorithm,
  MasteryV1Params,
  MasteryV2Algorithm,
  type MasteryV2Params,
  modelStep,
} from 'learning-engine/algorithms';
import { type Fold, type FoldQuestion } from '../../src/learning-engine/authoring/fold.js';
import { factsFromOthers } from '../../src/learning-engine/evidence/difficulties.js';
import { evaluate } from '../../src/learning-engine/evidence/evaluate.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';
import { type Predictor, replayOf } from '../../src/learning-engine/evidence/replay.js';
import { fittedKnowledge, type KnowledgeModel } from '../../src/learning-engine/kit/fitting/knowledge-tracing.js';
import { inFoldOrder } from '../../src/learning-engine/learners/folding.js';
import { definitionOf, judgeParams } from '../support/engine/algorithm-laws.js';
import { judgedAndOthers, type LearnersOfFile } from './judged-and-others.js';

/** As how many observations the parameters of all skills together count in those of one. */
const COUNTS = 20;

interface Fitting extends LearnersOfFile {
  params: Partial<MasteryV2Params>;
}

/**
 * Bayesian Knowledge Tracing fitted for each skill, drawn towards the fit of all skills together, beside that fit, the defaults, and
 * mastery v2: how they predict learners that nothing was fitted on. Lines of Markdown.
 */
export async function fitSkills({ params, ...files }: Fitting): Promise<string[]> {
  const { judged, others } = await judgedAndOthers(files);
  const skills = answersBySkill(others);
  const start: KnowledgeModel = new MasteryV1Params();
  const common = fittedKnowledge([...skills.values()].flat(), { start }).model;
  const fits = new Map(
    [...skills].map(([id, lists]) => [
      id,
      fittedKnowledge(lists, { start: common, towards: { model: common, counts: COUNTS } }).model,
    ]),
  );
  const facts = factsFromOthers(others, judged);
  const v2 = definitionOf(MasteryV2Algorithm);
  const contenders = [
    { name: 'BKT for each skill', predict: predictorOf((id) => fits.get(id) ?? common) },
    { name: 'BKT for all skills', predict: predictorOf(() => common) },
    { name: 'mastery v1', predict: predictorOf(() => start) },
    {
      name: 'mastery v2',
      predict: replayOf({
        fold: v2.fold as unknown as Fold,
        params: Object.assign(new v2.params(), params),
        factsOf: (question: FoldQuestion) => facts.get(question)!,
      }),
    },
  ];
  const found = evaluate(judged, contenders);
  const taken = [...fits.values()].filter((model) => !('problems' in judgeParams(MasteryV1Algorithm, model))).length;
  return [
    `${found.judged} answers of ${found.learners} learners; ${fits.size} skills, ${taken} of whose fits mastery v1 takes.`,
    ...found.contenders.map(({ name, auc, log_loss, calibration_error }) => {
      const difference = found.comparisons.find((one) => one.name === name);
      const interval = difference?.interval?.map((value) => value.toFixed(4)).join(' to ');
      const cells = [auc!.toFixed(3), log_loss.toFixed(4), calibration_error.toFixed(3)];
      return `| ${[name, ...cells, difference ? `${difference.log_loss_difference.toFixed(4)} (${interval})` : ''].join(' | ')} |`;
    }),
  ];
}

/** Of each skill, of each learner, in order, whether the answers were right. */
function answersBySkill(logs: readonly LearnerLog[]): Map<string, boolean[][]> {
  const skills = new Map<string, boolean[][]>();
  for (const { answers } of logs) {
    const own = new Map<string, boolean[]>();
    for (const { answer } of inFoldOrder(answers)) {
      for (const { skill_id } of answer.skills) own.set(skill_id, [...(own.get(skill_id) ?? []), answer.correct]);
    }
    for (const [skill, results] of own) skills.set(skill, [...(skills.get(skill) ?? []), results]);
  }
  return skills;
}

/** As mastery v1, but as the model has it: the rules of its parameters hold for no fit. The weakest skill of a question decides. */
function predictorOf(modelOf: (skillId: string) => KnowledgeModel): Predictor {
  const paramsOf = new Map<string, MasteryV1Params>();
  return (answers) => {
    const known = new Map<string, number>();
    return answers.map(({ skills, correct }) => {
      const steps = skills.map(({ skill_id }) => {
        const params = paramsOf.get(skill_id) ?? Object.assign(new MasteryV1Params(), modelOf(skill_id));
        paramsOf.set(skill_id, params);
        const step = modelStep(params, known.get(skill_id) ?? params.p_init, correct, 0);
        known.set(skill_id, step.p_known_after);
        return step.p_correct;
      });
      return steps.length === 0 ? null : Math.min(...steps);
    });
  };
}
