import { ApiProperty } from '@nestjs/swagger';
import { SCOPE_KINDS } from '../../authoring/fold.js';
import { DECISION_KINDS, DECISION_SCOPES, type DecisionKind } from '../../learners/decision.js';
import { type LearnerPage } from '../../learners/page/learner-page.view.js';
import { type NameOf } from './learner-names.js';
import { SelectionResponse, toSelection } from './next.response.js';
import { namesOf, StatesOfResponse } from './states.response.js';

export class SkillMasteryResponse {
  @ApiProperty({ example: 'fractions' })
  skill_id: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'How well it is known at this moment, as the version says it.',
  })
  value: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'How sure that is: from here. Null where it is not said.' })
  low: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'To here.' })
  high: number | null;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Null where the version does not say it.' })
  mastered: boolean | null;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many answers it was made of.' })
  answers: number;

  @ApiProperty({ format: 'date-time' })
  last_at: string;
}

export class LearnerMasteryResponse extends StatesOfResponse {
  @ApiProperty({ type: [SkillMasteryResponse], description: 'By id, at most 200.' })
  skills: SkillMasteryResponse[];

  @ApiProperty({ description: 'Whether there are more: GET …/state pages through all.' })
  more: boolean;
}

export class DueDayResponse {
  @ApiProperty({ format: 'date', description: "By the learner's days." })
  date: string;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'What becomes due then; on the first day also what was before.',
  })
  count: number;
}

export class LearnerDueCountsResponse extends StatesOfResponse {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'What is due at this moment.' })
  now: number;

  @ApiProperty({ type: [DueDayResponse], description: '14 days, from today on.' })
  days: DueDayResponse[];
}

export class RecentAnswerResponse {
  @ApiProperty({ example: 'attempt-1' })
  event_id: string;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ type: String, nullable: true })
  item_id: string | null;

  @ApiProperty({ type: [String] })
  skill_ids: string[];

  @ApiProperty()
  correct: boolean;

  @ApiProperty({ type: Number, nullable: true })
  score: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  rating: number | null;

  @ApiProperty({ example: 'practice' })
  context: string;

  @ApiProperty({ description: 'Whether it was corrected.' })
  corrected: boolean;
}

export class DecisionScopeResponse {
  @ApiProperty({ enum: [...DECISION_SCOPES] })
  kind: (typeof SCOPE_KINDS)[number] | 'session';

  @ApiProperty({ example: 'fractions' })
  id: string;
}

export class OpenDecisionResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: DECISION_KINDS })
  kind: DecisionKind;

  @ApiProperty()
  scope: DecisionScopeResponse;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at: string | null;

  @ApiProperty()
  reason: string;

  @ApiProperty({ type: String, nullable: true })
  role: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actor_user_id: string | null;
}

/** What a dashboard shows of a learner, as of one moment. */
export class LearnerResponse {
  @ApiProperty({ format: 'uuid' })
  learner_id: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the host calls the learner, where it says so to this caller. It is not kept.',
  })
  name: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null while nothing of them is recorded.' })
  revision: number | null;

  @ApiProperty({ format: 'date-time' })
  as_of: string;

  @ApiProperty({ type: String, nullable: true, description: "Of the learner's days.", example: 'Europe/Berlin' })
  time_zone: string | null;

  @ApiProperty({ type: 'integer', description: 'From UTC to their days, where there is no `time_zone`.' })
  day_offset_minutes: number;

  @ApiProperty({ description: 'Whether all that was recorded is taken into account.' })
  fresh: boolean;

  @ApiProperty({ type: LearnerMasteryResponse, nullable: true, description: 'Null where `hints` says why.' })
  mastery: LearnerMasteryResponse | null;

  @ApiProperty({ type: LearnerDueCountsResponse, nullable: true, description: 'Null where `hints` says why.' })
  due: LearnerDueCountsResponse | null;

  @ApiProperty({ type: [RecentAnswerResponse], description: 'Those that were recorded last and count, at most 20.' })
  recent_answers: RecentAnswerResponse[];

  @ApiProperty({
    type: SelectionResponse,
    nullable: true,
    description: 'What was chosen since the learner changed last. Null where it has to be asked for: POST …/next.',
  })
  next: SelectionResponse | null;

  @ApiProperty({
    type: [OpenDecisionResponse],
    description: 'Neither lifted nor expired, the newest first, at most 50.',
  })
  decisions: OpenDecisionResponse[];

  @ApiProperty({ description: 'Whether there are more decisions.' })
  more_decisions: boolean;

  @ApiProperty({ type: [String], description: 'Why something is not there, and what to do about it.' })
  hints: string[];
}

export function toLearner(page: LearnerPage, nameOf: NameOf): LearnerResponse {
  const { mastery, due, next } = page;
  return {
    ...{ learner_id: page.learnerId, name: nameOf(page.learnerId) },
    ...{ revision: page.revision, as_of: page.asOf.toISOString() },
    ...{ time_zone: page.timeZone, day_offset_minutes: page.dayOffsetMinutes, fresh: page.isFresh },
    mastery: mastery && { ...namesOf(mastery), skills: mastery.skills, more: mastery.hasMore },
    due: due && { ...namesOf(due), now: due.now, days: due.days },
    recent_answers: page.answers,
    next: next && toSelection(next),
    ...{ decisions: page.decisions, more_decisions: page.hasMoreDecisions, hints: page.hints },
  };
}
