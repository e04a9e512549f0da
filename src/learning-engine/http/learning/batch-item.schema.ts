const uuid = (description: string) => ({ type: 'string', format: 'uuid', nullable: true, description });

/** A `ComputeItem`, for the API document: as an entry of a list. */
export const batchItemSchema = {
  type: 'object',
  required: ['input'],
  additionalProperties: false,
  properties: {
    input: {
      type: 'object',
      additionalProperties: true,
      description: 'An input as the `input` schema of the active version describes it.',
    },
    session_id: uuid('A session of the learner, made by `POST /v1/learning/sessions`.'),
    user_id: uuid('The learner. Default: the caller. Another learner requires the role service or admin.'),
  },
};
