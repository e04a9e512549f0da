import { ApiProperty } from '@nestjs/swagger';
import { GateMode } from '../../registry/gate/gate-setting.js';

export class GateModeResponse {
  @ApiProperty({ enum: Object.values(GateMode) })
  mode: GateMode;

  @ApiProperty({ type: Number, nullable: true, description: 'Null: the version must not be shown to be worse.' })
  log_loss_margin: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Null: any share of the learners may change.' })
  most_changed: number | null;
}

/** An entry: from this moment on, this was the gate of this algorithm. */
export class GateSettingResponse extends GateModeResponse {
  @ApiProperty({ description: 'Grows with time. Gaps mean nothing.', pattern: '^[0-9]+$', example: '12' })
  id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actor_user_id: string | null;

  @ApiProperty({ example: 'Exams are near' })
  reason: string;

  @ApiProperty({ format: 'date-time' })
  set_at: string;
}

export class GateResponse extends GateModeResponse {
  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ type: [GateSettingResponse], description: 'How it was set, the newest first, at most 200.' })
  history: GateSettingResponse[];
}
