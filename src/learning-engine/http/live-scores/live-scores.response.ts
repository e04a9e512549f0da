import { ApiProperty } from '@nestjs/swagger';
import { type LiveScoreView } from '../../evidence/live-scores/live-score-view.js';

/** The answers whose prediction lies in one tenth of 0 to 1. */
export class CalibrationBinResponse {
  @ApiProperty({ description: 'Where the tenth begins.', example: 0.7 })
  from: number;

  @ApiProperty({ type: 'integer' })
  answers: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Mean prediction; null without answers.' })
  predicted: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Share of right answers; null without answers.' })
  right: number | null;
}

/** How well a version with a parameter set predicted answers as they came. */
export class LiveScoreResponse implements LiveScoreView {
  @ApiProperty({ example: 'v2' })
  version: string;

  @ApiProperty({ format: 'uuid' })
  params_id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The calibration that it folds by.' })
  calibration_id: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The skill map that it folds by.' })
  skill_map_id: string | null;

  @ApiProperty({ description: 'Whether version and parameter set are the active ones now.' })
  is_active: boolean;

  @ApiProperty({ type: 'integer', description: 'Answers in the window that it predicted.' })
  answers: number;

  @ApiProperty({ description: 'Mean of -ln p of what came; lower is better.', example: 0.52 })
  log_loss: number;

  @ApiProperty({ description: 'Mean squared error; lower is better.', example: 0.17 })
  brier: number;

  @ApiProperty({
    description: 'Mean distance of the predictions in a tenth from the share that was right there, by answers.',
    example: 0.03,
  })
  calibration_error: number;

  @ApiProperty({ type: [CalibrationBinResponse], description: 'Ten, from 0 on.' })
  bins: CalibrationBinResponse[];
}

export class LiveScoresResponse {
  @ApiProperty({ type: [LiveScoreResponse], description: 'By version, and by parameter set.' })
  scores: LiveScoreResponse[];
}
