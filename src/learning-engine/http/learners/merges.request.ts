import { TextField, UuidField } from '../validation/fields.js';

const reason = TextField(1000, { description: 'Why. It stays with the merge.', example: 'Two accounts of one pupil' });

export class MergeLearnersRequest {
  @UuidField({
    description: 'Another account of the same person: the learner of the path answers for it from now on.',
    example: '55555555-5555-4555-8555-555555555555',
  })
  from_learner_id: string;

  @reason
  reason: string;
}

export class UnmergeLearnersRequest {
  @reason
  reason: string;
}
