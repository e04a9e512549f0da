import { ApiProperty } from '@nestjs/swagger';
import { type LearnerMerge, type MadeMerge } from '../../learners/merges/learner-merge.js';

const count = (description: string) => ApiProperty({ type: 'integer', minimum: 0, description });

/** Two accounts that are one person, or were. */
export class MergeResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid', description: 'Who was merged.' })
  from_learner_id: string;

  @ApiProperty({ format: 'uuid', description: 'Into whom.' })
  into_learner_id: string;

  @count('Events that both had, alike: they count once.')
  duplicates: number;

  @count(
    'Events that both had, with other content: that of `into_learner_id` counts, and the other one stays in its log.',
  )
  conflicts: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actor_user_id: string | null;

  @ApiProperty()
  reason: string;

  @ApiProperty({ format: 'date-time' })
  merged_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while it holds.' })
  undone_at: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  undone_by_user_id: string | null;

  @ApiProperty({ type: String, nullable: true })
  undone_reason: string | null;
}

export class MadeMergeResponse extends MergeResponse {
  @ApiProperty({ type: [String], description: '`event_id` of the first 100 that were in conflict.' })
  conflicting_event_ids: string[];
}

export class MergesResponse {
  @ApiProperty({ type: [MergeResponse], description: 'The newest 200, the newest first.' })
  merges: MergeResponse[];
}

export const toMerge = (merge: LearnerMerge): MergeResponse => ({
  id: merge.id,
  from_learner_id: merge.learnerId,
  into_learner_id: merge.intoId,
  duplicates: merge.duplicates,
  conflicts: merge.conflicts,
  actor_user_id: merge.actorUserId,
  reason: merge.reason,
  merged_at: merge.mergedAt.toISOString(),
  undone_at: merge.undoneAt?.toISOString() ?? null,
  undone_by_user_id: merge.undoneByUserId,
  undone_reason: merge.undoneReason,
});

export const toMadeMerge = (merge: MadeMerge): MadeMergeResponse => ({
  ...toMerge(merge),
  conflicting_event_ids: [...merge.conflictingEventIds],
});
