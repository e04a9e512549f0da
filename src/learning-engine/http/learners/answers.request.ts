import { type Answer } from '../../learners/answer.js';
import { HostIdField, InstantField, JsonObjectField, ListField, TextField } from '../validation/fields.js';
import { ANSWER_RULES, answerSchema, exampleAnswer, namedAnswerSchema } from './answer.schema.js';

const MOST_ANSWERS = 500;

export class RecordAnswersRequest {
  @ListField(MOST_ANSWERS, answerSchema, {
    description: `Each is judged by itself: one that is invalid keeps no other one from being recorded. ${ANSWER_RULES}`,
    example: [exampleAnswer],
  })
  answers: readonly Answer[];

  @InstantField({
    description:
      'When they are sent, by the clock of their sender: with it, times of a clock that is off are corrected.',
    optional: true,
  })
  sent_at?: string | null;

  @HostIdField({ description: 'Where they are from.', optional: true })
  source?: string | null;
}

const reason = TextField(1000, { description: 'Why. It stays in the log.', example: 'The key was wrong' });

export class CorrectAnswerRequest {
  @JsonObjectField(
    {
      description: `The whole answer, as it counts from now on. \`event_id\` may be left out. ${ANSWER_RULES}`,
      example: { ...exampleAnswer, correct: false },
    },
    namedAnswerSchema,
  )
  answer: Omit<Answer, 'event_id'> & { event_id?: unknown };

  @reason
  reason: string;
}

export class VoidAnswerRequest {
  @reason
  reason: string;
}
