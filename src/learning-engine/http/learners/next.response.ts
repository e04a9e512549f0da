import { ApiProperty } from '@nestjs/swagger';
import { type Selection } from '../../learners/next-items.js';
import { StatesOfResponse } from './states.response.js';

export class ChosenItemResponse {
  @ApiProperty({ example: 'fractions-2' })
  item_id: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Place in the list.' })
  rank: number;

  @ApiProperty({ description: 'By which the version compared questions: higher is better.' })
  score: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The probability with which it was chosen. Null where the version does not know it.',
  })
  propensity: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'As the candidate had it, or else by the active calibration.',
  })
  difficulty: number | null;

  @ApiProperty({ description: 'Whether the difficulty is by the calibration.' })
  is_calibrated: boolean;
}

/** What a learner is asked next, and by which version and parameters that was chosen. */
export class SelectionResponse extends StatesOfResponse {
  @ApiProperty({ format: 'uuid', description: 'For the answers to its questions, as their `selection_id`.' })
  id: string;

  @ApiProperty({ format: 'uuid', description: 'Of the computation.' })
  run_id: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Of the learner. 0 while nothing of them is recorded.' })
  revision: number;

  @ApiProperty({ type: [ChosenItemResponse], description: 'The best first.' })
  items: ChosenItemResponse[];

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export const toSelection = ({
  id,
  algoKey,
  version,
  paramsId,
  runId,
  revision,
  items,
  at,
}: Selection): SelectionResponse => ({
  ...{ id, algo_key: algoKey, version, params_id: paramsId, run_id: runId, revision },
  ...{ items: [...items], at: at.toISOString() },
});
