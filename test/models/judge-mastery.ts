import { MasteryV1Algorithm, MasteryV2Algorithm, type MasteryV2Params } from 'learning-engine/algorithms';
import {
  type Fold,
  type FoldedAnswer,
  type FoldFacts,
  type FoldQuestion,
} from '../../src/learning-engine/authoring/fold.js';
import { factsFromOthers } from '../../src/learning-engine/evidence/difficulties.js';
import { evaluate } from '../../src/learning-engine/evidence/evaluate.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';
import { replayOf } from '../../src/learning-engine/evidence/replay.js';
import { inFoldOrder } from '../../src/learning-engine/learners/folding.js';
import { definitionOf } from '../support/engine/algorithm-laws.js';
import { judgedAndOthers, type LearnersOfFile } from './judged-and-others.js';

const FIRST = 5;
const RARE = 10;

interface Judging extends LearnersOfFile {
  params: Partial<MasteryV2Params>;
}

/** Mastery v2 beside v1 and the constant, for learners whose answers are in no difficulty; and at cold starts. Lines of Markdown. */
export async function judgeMastery({ params, ...files }: Judging): Promise<string[]> {
  const { judged, others } = await judgedAndOthers(files);
  const facts = factsFromOthers(others, judged);
  const counts = new Map<string | null, number>();
  for (const { item_id } of others.flatMap((log) => log.answers)) counts.set(item_id, (counts.get(item_id) ?? 0) + 1);
  const early = new Set(
    judged.flatMap((log) =>
      inFoldOrder(log.answers)
        .slice(0, FIRST)
        .map(({ answer }) => answer),
    ),
  );
  const rows: [string, ReadonlyMap<FoldQuestion, FoldFacts>, (answer: FoldedAnswer) => boolean][] = [
    ['all', facts, () => true],
    ['no difficulties at all', factsFromOthers([], judged), () => true],
    [`first ${FIRST} answers of a learner`, facts, (answer) => early.has(answer)],
    [`items with fewer than ${RARE} answers`, facts, ({ item_id }) => (counts.get(item_id) ?? 0) < RARE],
  ];
  return rows
    .filter(([, , isJudged]) => judged.some((log) => log.answers.some(isJudged)))
    .map(([name, known, isJudged]) => lineOf(name, judged, { known, isJudged, params }));
}

function lineOf(
  name: string,
  logs: readonly LearnerLog[],
  given: {
    known: ReadonlyMap<FoldQuestion, FoldFacts>;
    isJudged: (answer: FoldedAnswer) => boolean;
    params: Partial<MasteryV2Params>;
  },
): string {
  const contenders = [MasteryV2Algorithm, MasteryV1Algorithm].map((algorithm, index) => {
    const { params: Params, fold } = definitionOf(algorithm);
    const params = Object.assign(new Params(), index === 0 && given.params);
    const factsOf = (question: FoldQuestion) => given.known.get(question)!;
    return { name: algorithm.name, predict: replayOf({ fold: fold as unknown as Fold, params, factsOf }) };
  });
  const { judged, contenders: found } = evaluate(logs, contenders, given);
  const [v2, v1, constant] = found;
  const cells = [judged, v2!.auc!.toFixed(3), v2!.log_loss.toFixed(4), v2!.calibration_error.toFixed(3)];
  return `| ${[name, ...cells, v1!.log_loss.toFixed(4), constant!.log_loss.toFixed(4)].join(' | ')} |`;
}
