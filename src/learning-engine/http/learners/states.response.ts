import { ApiProperty } from '@nestjs/swagger';
import { SCOPE_KINDS, type ScopeKind } from '../../authoring/fold.js';
import { type JsonObject } from '../../json/json.js';
import { type DueStates, type LearnerStates, type StatesOf } from '../../learners/learner-state.service.js';
import { type NameOf } from './learner-names.js';

/** What is known of a learner in one scope. */
export class StateResponse {
  @ApiProperty({ enum: SCOPE_KINDS })
  scope_kind: ScopeKind;

  @ApiProperty({ description: 'Id of the skill or the item; `self` for the learner.', example: 'fractions' })
  scope_id: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As the version keeps it.' })
  state: JsonObject;

  @ApiProperty({ type: Number, nullable: true, description: 'What the version says in one number.' })
  value: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  due_at: string | null;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many answers it was made of.' })
  answers: number;
}

export class DueStateResponse extends StateResponse {
  @ApiProperty({ format: 'uuid' })
  learner_id: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the host calls the learner, where it says so to this caller. It is not kept.',
  })
  name: string | null;
}

/** By which version and parameters states were made. */
export class StatesOfResponse {
  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ example: 'v1' })
  version: string;

  @ApiProperty({ format: 'uuid' })
  params_id: string;
}

export class LearnerStatesResponse extends StatesOfResponse {
  @ApiProperty({ format: 'uuid' })
  learner_id: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Of the learner. Null while nothing of them is recorded.',
  })
  revision: number | null;

  @ApiProperty({
    description:
      'Whether the states are made of all that was recorded. They are not where the version failed at an answer.',
  })
  fresh: boolean;

  @ApiProperty({ type: [StateResponse], description: 'By kind and id of their scopes.' })
  states: StateResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}

export class DueStatesResponse extends StatesOfResponse {
  @ApiProperty({ description: 'Whether all answers of all learners who were asked for are taken into account.' })
  complete: boolean;

  @ApiProperty({ type: [DueStateResponse], description: 'The earliest first.' })
  due: DueStateResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}

export const namesOf = ({ algoKey, version, paramsId }: StatesOf): StatesOfResponse => ({
  ...{ algo_key: algoKey, version },
  params_id: paramsId,
});

export const toLearnerStates = (found: LearnerStates, nextCursor: string | null): LearnerStatesResponse => ({
  learner_id: found.learnerId,
  ...namesOf(found),
  ...{ revision: found.revision, fresh: found.isFresh, states: found.states },
  next_cursor: nextCursor,
});

export const toDueStates = (found: DueStates, nameOf: NameOf, nextCursor: string | null): DueStatesResponse => ({
  ...namesOf(found),
  complete: found.isComplete,
  due: found.due.map((state) => ({ ...state, name: nameOf(state.learner_id) })),
  next_cursor: nextCursor,
});
