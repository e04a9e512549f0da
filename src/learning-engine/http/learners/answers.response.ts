import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RecordedAnswers } from '../../learners/answers.service.js';
import { type AnswerOutcome, type AnswerResult } from '../../learners/recording.js';
import { FieldProblem } from '../problems/problem.js';
import { StateResponse } from './states.response.js';

/** Of answers that were handed over by a request. */
const OUTCOMES = [
  'recorded',
  'duplicate',
  'conflict',
  'quarantined',
  'invalid',
  'corrected',
  'voided',
] as const satisfies readonly AnswerOutcome[];

export class AnswerResultResponse {
  @ApiProperty({ type: String, nullable: true, description: 'Null where it has none that could be read.' })
  event_id: string | null;

  @ApiProperty({
    enum: OUTCOMES,
    description:
      '`duplicate`: it was recorded before. `conflict`: another answer was recorded with this id, which stays. `quarantined`: ' +
      'its time cannot be true, and it does not count. `invalid`: it is not kept.',
  })
  outcome: AnswerOutcome;

  @ApiPropertyOptional({ description: 'What is wrong with an invalid one.', type: [FieldProblem] })
  errors?: FieldProblem[];
}

export class ChangedStateResponse extends StateResponse {
  @ApiProperty({ example: 'mastery' })
  algo_key: string;
}

export class RecordedAnswersResponse {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Of the learner. Null while nothing of them is recorded.',
  })
  revision: number | null;

  @ApiProperty({ type: [AnswerResultResponse], description: 'One for each answer, in their order.' })
  results: AnswerResultResponse[];

  @ApiProperty({ type: [ChangedStateResponse], description: 'What has changed, by the active versions.' })
  states: ChangedStateResponse[];

  @ApiPropertyOptional({ description: 'Where no active version keeps states: what to activate.' })
  hint?: string;
}

/** @param placeOf where in the request an answer stands, as a JSON pointer */
export const toRecordedAnswers = (
  { revision, results, states }: RecordedAnswers,
  placeOf: (index: number) => string,
): RecordedAnswersResponse => ({
  revision,
  results: results.map((result, index) => toResult(result, placeOf(index))),
  states: [...states],
});

const toResult = ({ problems, ...result }: AnswerResult, place: string): AnswerResultResponse => ({
  ...result,
  ...(problems && {
    errors: problems.map(({ pointer, message }) => ({ pointer: `${place}${pointer}`, detail: message })),
  }),
});
