import { inOrder } from '../../learners/fold-plan.js';
import { type FoldedEntry } from '../../learners/log-entry.js';
import { Difficulties, ratingNames, tells } from '../difficulties.js';
import { answerPlace } from './answer-place.js';
import { type SaidOfAnswers } from './said-of-answers.js';
import { type EvaluationStore, type PlacedRating, type Told } from './evaluation-store.js';

/** The answers of a learner that count and are of questions with difficulties, each at its place in time. */
export const placedRatings = (
  learner: string,
  entries: readonly FoldedEntry[],
  { skillMap, isRapid }: SaidOfAnswers,
): PlacedRating[] =>
  inOrder(entries, skillMap).flatMap((placed) => {
    if (!('answer' in placed) || !tells(placed.answer)) return [];
    const { event_id, item_id, skills, correct, option_count, guess } = placed.answer;
    const rapid = isRapid(placed.answer) && { rapid: true as const };
    const answer = { event_id, item_id, skills, correct, option_count, guess, ...rapid };
    return [{ place: answerPlace(placed, learner), learner, answer }];
  });

/** For each of the next answers in time, what the earlier ones of other learners say of its question. */
export async function tellNext(store: EvaluationStore, id: string, after: string | null): Promise<Told> {
  const answers = await store.nextAnswers(id, after);
  const learnerOf = new Map<string, string | null>();
  for (const { learner, answer } of answers) {
    const { shared, own } = ratingNames(learner, answer);
    for (const name of shared) learnerOf.set(name, null);
    for (const name of own) learnerOf.set(name, learner);
  }
  const ratings = await store.ratings(id, [...learnerOf.keys()]);
  const difficulties = new Difficulties(ratings);
  const facts = answers.map(({ place, learner, answer }) => {
    const known = difficulties.factsFor(learner, answer);
    if (!answer.rapid) difficulties.add(learner, answer);
    return { place, facts: known };
  });
  return {
    last: answers.at(-1)?.place ?? null,
    ratings: [...ratings].map(([name, rating]) => ({ name, learner: learnerOf.get(name)!, rating })),
    facts,
  };
}
