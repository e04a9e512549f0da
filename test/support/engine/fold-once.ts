import { type Fold, type FoldedAnswer, type FoldState } from 'learning-engine/authoring';
import { type Answer } from 'learning-engine/learners';

/** The states that one fold of answers makes, in the order of time, sequence and event; by kind and id. */
export function foldOnce(fold: Fold, params: object, answers: readonly Answer[]): object[] {
  const inOrder = [...answers].sort(
    (one, other) =>
      Date.parse(one.at) - Date.parse(other.at) ||
      (one.sequence ?? -1) - (other.sequence ?? -1) ||
      (one.event_id < other.event_id ? -1 : 1),
  );
  const states = new Map<string, FoldState<object>>();
  for (const one of inOrder) {
    const folded = {
      ...{ sequence: null, guess: null, option_count: null, attempt: null, score: null, rating: null },
      ...{ duration_ms: null, hints: null, day_offset_minutes: null, context: 'practice' },
      ...one,
      skills: one.skill_ids!.map((skill_id) => ({ skill_id, weight: 1 })),
    } as unknown as FoldedAnswer;
    const before = fold.scopes(folded).map(({ kind, id }) => states.get(`${kind} ${id}`) ?? null);
    for (const state of fold.step(before, folded, params, { item_difficulty: null })) {
      states.set(`${state.scope.kind} ${state.scope.id}`, state);
    }
  }
  return [...states].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { state }]) => state);
}
