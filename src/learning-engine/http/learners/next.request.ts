import {
  type NextCandidate,
  NextCandidate as Candidate,
  MOST_CANDIDATES,
  MOST_ITEMS,
} from '../../learners/next-request.js';
import { schemaOf } from '../../schema/json-schema.js';
import { JsonIntegerField, ListField, TextField } from '../validation/fields.js';

export const DEFAULT_NEXT_KEY = 'adaptive';

export class NextRequest {
  @TextField(200, {
    description: `Key of the algorithm that chooses. Default: ${DEFAULT_NEXT_KEY}.`,
    example: DEFAULT_NEXT_KEY,
    optional: true,
  })
  algo_key?: string | null;

  @JsonIntegerField(1, MOST_ITEMS, { description: 'How many questions are wanted.', example: 2 })
  count: number;

  @ListField(MOST_CANDIDATES, schemaOf(Candidate), {
    description: 'The questions to choose from, each once. `difficulty` is in logits, on the scale of abilities.',
    example: [
      { item_id: 'fractions-2', skill_id: 'fractions', difficulty: -0.5 },
      { item_id: 'percent-3', skill_id: 'percent', difficulty: 0.4 },
      { item_id: 'percent-4', skill_id: 'percent' },
    ],
  })
  candidates: readonly NextCandidate[];
}
