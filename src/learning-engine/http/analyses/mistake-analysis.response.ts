import { ApiProperty } from '@nestjs/swagger';
import { type JsonObject } from '../../json/json.js';

/** Common mistakes in the answers of a bank or a group. */
export class MistakeAnalysisResponse {
  @ApiProperty({ format: 'uuid', description: 'That of the job that made it.' })
  id: string;

  @ApiProperty({ type: String, nullable: true, example: 'algebra', description: 'Answers that name this bank alone. Null for all.' }) // prettier-ignore
  bank_id: string | null;

  @ApiProperty({ type: String, nullable: true, example: '7a', description: 'Answers that name this group alone. Null for all.' }) // prettier-ignore
  group_id: string | null;

  @ApiProperty({ example: 'v2', description: 'Of `mistakes`.' })
  version: string;

  @ApiProperty({ format: 'uuid' })
  params_id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'That was active. Null where there was none.' }) // prettier-ignore
  calibration_id: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'That was active. Null where there was none.' }) // prettier-ignore
  skill_map_id: string | null;

  @ApiProperty({ format: 'date-time', description: 'Answers are as they were stored then.' })
  as_of: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'First answers from then on.' })
  from: string | null;

  @ApiProperty({ format: 'date-time', description: 'First answers before then.' })
  until: string;

  @ApiProperty({ example: 'ANALYSED', description: '`ANALYSED`, or why there is no analysis.' })
  outcome: string;

  @ApiProperty({ type: String, nullable: true, description: 'The same in words. Null where there is an analysis.' })
  reason: string | null;

  @ApiProperty({ type: 'integer', description: 'Who answered the questions that were analysed.' })
  learners: number;

  @ApiProperty({ type: 'integer', description: 'How often they did.' })
  answers: number;

  @ApiProperty({ description: 'SHA-256 of `report` and `result` in their RFC 8785 form.' })
  digest: string;

  @ApiProperty({ format: 'date-time' })
  created_at: string;
}

export class AnalysedQuestionResponse {
  @ApiProperty({ example: 'q1', description: 'The item.' })
  question_id: string;

  @ApiProperty({ type: String, nullable: true, description: 'Which one of it: the one with most answers.' })
  item_version: string | null;

  @ApiProperty({ type: [String], example: ['a', 'b', 'd'], description: 'What the numbers of options in `result` stand for: the first one is option 1.' }) // prettier-ignore
  options: string[];

  @ApiProperty({ type: 'integer', example: 4, description: 'Those that were never chosen come last, and may have no name.' }) // prettier-ignore
  option_count: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'The number of the right option.' })
  key_option: number;

  @ApiProperty({ type: 'integer', example: 120 })
  answers: number;
}

export class LeftOutQuestionResponse {
  @ApiProperty({ example: 'q2' })
  question_id: string;

  @ApiProperty({ enum: ['KEY_UNKNOWN', 'KEYS_DIFFER', 'ONE_OPTION', 'TOO_MANY_OPTIONS', 'NOT_CALIBRATED'] })
  reason: string;
}

export class LeftOutQuestionsResponse {
  @ApiProperty({ type: 'integer' })
  count: number;

  @ApiProperty({ type: [LeftOutQuestionResponse], description: 'The first 100.' })
  questions: LeftOutQuestionResponse[];
}

export class MistakeFindingsResponse {
  @ApiProperty({ type: 'integer', description: 'With first answers that say an option.' })
  learners_with_answers: number;

  @ApiProperty({ type: 'integer', description: 'Of these, how many were looked at: where there are more than 500,000 answers or 100,000 learners, they are drawn by chance.' }) // prettier-ignore
  learners_drawn: number;

  @ApiProperty({ type: 'integer', description: 'Items of learners whose earliest stored answer was a later try.' })
  not_first: number;

  @ApiProperty({ type: 'integer', description: 'Answers to other versions of items than the one with most answers.' })
  other_versions: number;

  @ApiProperty({ type: [AnalysedQuestionResponse] })
  questions: AnalysedQuestionResponse[];

  @ApiProperty({ type: LeftOutQuestionsResponse })
  left_out: LeftOutQuestionsResponse;
}

export class WholeMistakeAnalysisResponse extends MistakeAnalysisResponse {
  @ApiProperty({ type: MistakeFindingsResponse })
  report: MistakeFindingsResponse;

  @ApiProperty({
    ...{ type: 'object', additionalProperties: true, nullable: true },
    description: 'The output of the version. Null where there is no analysis.',
  })
  result: JsonObject | null;
}

export class MistakeAnalysesResponse {
  @ApiProperty({ type: [MistakeAnalysisResponse], description: 'The newest first.' })
  mistake_analyses: MistakeAnalysisResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}
