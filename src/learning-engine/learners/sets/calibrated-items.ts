import { type ItemDifficulty } from './calibration.js';

/** An item as a version of `difficulty` tells of it. */
export interface EstimatedItem {
  item_id: string;
  /** In logits; null where the answers do not say how difficult it is. */
  difficulty: number | null;
  se?: number | null;
  discrimination?: number | null;
  answers?: number | null;
  provisional?: boolean;
}

/**
 * What a calibration keeps of the items of an output of `difficulty`, v1 or v2. Those whose difficulty could not be estimated are
 * left out.
 *
 * @example
 * ```ts
 * const { output } = await execution.execute('difficulty', { items: [], learners }, { version: 'v2', trigger: 'nightly' });
 * const { id } = await calibrations.create({ items: calibratedItems(output.items) });
 * ```
 */
export const calibratedItems = (items: readonly EstimatedItem[]): ItemDifficulty[] =>
  items.flatMap(({ item_id, difficulty, se, discrimination, answers, provisional }) =>
    difficulty === null
      ? []
      : {
          ...{ item_id, difficulty },
          ...(se != null && { se }),
          ...(discrimination != null && { discrimination }),
          ...(answers != null && { answers }),
          ...(provisional !== undefined && { provisional }),
        },
  );
