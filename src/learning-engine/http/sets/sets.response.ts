import { ApiProperty } from '@nestjs/swagger';
import { type Adoption } from '../../learners/sets/adoptions.js';
import { type PageOf } from '../../learners/sets/adopted-sets.js';
import { type CalibratedItem, type CalibratedSkill, type Calibration } from '../../learners/sets/calibration.js';
import { type StoredMappedItem } from '../../learners/sets/skill-map.js';
import { type CorrectedKey } from '../../learners/sets/skill-maps.service.js';
import { type StoredSkillMap } from '../../learners/sets/skill-map-content.js';

const CURSOR = { type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' };
const INSTANT = { type: String, format: 'date-time', nullable: true };
const UUID = { type: String, format: 'uuid', nullable: true };

/** What every set has. */
export class SetResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the content.' })
  digest: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many items it has.' })
  items: number;

  @ApiProperty({ description: 'Whether states go by it.' })
  is_active: boolean;

  @ApiProperty(UUID)
  created_by_user_id: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;
}

export class CalibrationResponse extends SetResponse {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many skills it has.' })
  skills: number;

  @ApiProperty({ type: String, nullable: true })
  bank_id: string | null;

  @ApiProperty(UUID)
  algo_version_id: string | null;

  @ApiProperty(UUID)
  params_id: string | null;

  @ApiProperty(INSTANT)
  answers_from: string | null;

  @ApiProperty(INSTANT)
  answers_to: string | null;
}

export class CalibrationsResponse {
  @ApiProperty({ type: [CalibrationResponse], description: 'The newest first.' })
  calibrations: CalibrationResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

export class CalibratedItemResponse implements CalibratedItem {
  @ApiProperty({ example: 'q1' })
  item_id: string;

  @ApiProperty({ description: 'In logits, on the scale of abilities.', example: 0.8 })
  difficulty: number;

  @ApiProperty({ type: Number, nullable: true })
  discrimination: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Standard error of the difficulty.' })
  se: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  answers: number | null;

  @ApiProperty({ description: 'Whether it rests on too few answers.' })
  provisional: boolean;

  @ApiProperty({ type: 'integer', nullable: true, description: 'How long an answer takes, in milliseconds.' })
  usual_duration_ms: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Of how many answers the usual duration is.' })
  durations: number | null;
}

export class CalibratedItemsResponse {
  @ApiProperty({ type: [CalibratedItemResponse], description: 'By their ids.' })
  items: CalibratedItemResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

export class CalibratedSkillResponse implements CalibratedSkill {
  @ApiProperty({ example: 'fractions' })
  skill_id: string;

  @ApiProperty({ description: 'In logits: of its answers, whatever their items.', example: 0.3 })
  difficulty: number;

  @ApiProperty({ type: 'integer', nullable: true })
  answers: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'In logits: the mean of its items, on their scale.' })
  items_difficulty: number | null;
}

export class CalibratedSkillsResponse {
  @ApiProperty({ type: [CalibratedSkillResponse], description: 'By their ids.' })
  skills: CalibratedSkillResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

export class SkillMapResponse extends SetResponse {
  @ApiProperty({ ...UUID, description: 'The map of which a corrected key made this one.' })
  made_from: string | null;
}

export class SkillMapsResponse {
  @ApiProperty({ type: [SkillMapResponse], description: 'The newest first.' })
  skill_maps: SkillMapResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

export class MappedSkillResponse {
  @ApiProperty({ example: 'fractions' })
  skill_id: string;

  @ApiProperty({ description: 'Its share of the item: the shares sum to 1.' })
  weight: number;
}

export class MappedItemResponse {
  @ApiProperty({ example: 'q1' })
  item_id: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null for all versions without an entry of their own.' })
  item_version: string | null;

  @ApiProperty({ type: [MappedSkillResponse], nullable: true, description: 'Null where they are as recorded.' })
  skills: MappedSkillResponse[] | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null where it is as recorded.' })
  key_option: string | null;
}

export class MappedItemsResponse {
  @ApiProperty({ type: [MappedItemResponse], description: 'By their ids and versions.' })
  items: MappedItemResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

/** An entry of the log of adoptions. */
export class AdoptionResponse {
  @ApiProperty({ description: 'Grows with time. Gaps mean nothing.', pattern: '^[0-9]+$', example: '12' })
  id: string;

  @ApiProperty({ ...UUID, description: 'What has been active from then on; null for none.' })
  set_id: string | null;

  @ApiProperty(UUID)
  actor_user_id: string | null;

  @ApiProperty({ example: 'Counted over the school year' })
  reason: string;

  @ApiProperty({ format: 'date-time' })
  adopted_at: string;
}

export class AdoptionsResponse {
  @ApiProperty({ type: [AdoptionResponse], description: 'The newest first, at most 200.' })
  adoptions: AdoptionResponse[];
}

export class LastAdoptionResponse {
  @ApiProperty({
    type: AdoptionResponse,
    nullable: true,
    description: 'The last entry; null where nothing was ever adopted.',
  })
  adoption: AdoptionResponse | null;
}

export class CorrectedKeyResponse {
  @ApiProperty({ description: 'By which answers count from now on.' })
  skill_map: SkillMapResponse;

  @ApiProperty({ type: AdoptionResponse })
  adoption: AdoptionResponse;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const toSet = ({
  id,
  digest,
  items,
  isActive,
  createdByUserId,
  createdAt,
}: Calibration | StoredSkillMap): SetResponse => ({
  ...{ id, digest, items, is_active: isActive },
  created_by_user_id: createdByUserId,
  created_at: createdAt.toISOString(),
});

export const toCalibration = (calibration: Calibration): CalibrationResponse => ({
  ...toSet(calibration),
  skills: calibration.skills,
  bank_id: calibration.bankId,
  algo_version_id: calibration.algoVersionId,
  params_id: calibration.paramsId,
  answers_from: iso(calibration.answersFrom),
  answers_to: iso(calibration.answersTo),
});

export const toSkillMap = (map: StoredSkillMap): SkillMapResponse => ({ ...toSet(map), made_from: map.madeFrom });

export const toMappedItems = ({ entries }: PageOf<StoredMappedItem>): MappedItemResponse[] =>
  entries.map(({ item_id, item_version, skills, key_option }) => ({
    ...{ item_id, item_version: item_version === '' ? null : item_version, key_option },
    skills: skills && [...skills],
  }));

export const toAdoption = ({ id, setId, actorUserId, reason, adoptedAt }: Adoption): AdoptionResponse => ({
  ...{ id, set_id: setId, actor_user_id: actorUserId, reason },
  adopted_at: adoptedAt.toISOString(),
});

export const toLastAdoption = (adoption: Adoption | null): LastAdoptionResponse => ({
  adoption: adoption && toAdoption(adoption),
});

export const toCorrectedKey = ({ skillMap, adoption }: CorrectedKey): CorrectedKeyResponse => ({
  skill_map: toSkillMap(skillMap),
  adoption: toAdoption(adoption),
});
