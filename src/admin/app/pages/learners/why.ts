import { number } from '../../shared/numbers';
import { text } from '../../strings';

type Values = Record<string, unknown>;

/** What a version says of an item that it chose, where its output does. */
interface ChosenItem {
  item_id: string;
  explored?: boolean;
  /** What the score is made of, before weights. */
  parts?: Record<string, number | null>;
}

/** The items of an output that has some. Records keep a digest alone of what is too large. */
export const chosenOf = (output: Values | null | undefined): readonly ChosenItem[] =>
  Array.isArray(output?.items) ? (output.items as ChosenItem[]) : [];

/**
 * Why an item was chosen, in words: what its score is made of, each part times the weight that the set of parameters gives it, the
 * largest first. Empty where the version does not say.
 */
export function reasonsOf({ parts, explored }: ChosenItem, params: Values): string[] {
  const weighted = Object.entries(parts ?? {}).flatMap(([name, part]) => {
    const weight = params[`weight_${name}`];
    return typeof part === 'number' && typeof weight === 'number' && weight * part !== 0
      ? [{ name, points: weight * part }]
      : [];
  });
  const words = weighted
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .map(({ name, points }) => text.learners.partOf(name, `${points > 0 ? '+' : ''}${number(points)}`));
  return explored ? [text.learners.explored, ...words] : words;
}
