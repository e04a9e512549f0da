import { ApiProperty } from '@nestjs/swagger';
import { ChangedStateResponse } from './answers.response.js';

export class RecordedDecisionResponse {
  @ApiProperty({ format: 'uuid', description: 'DELETE …/answers/{id} lifts it.' })
  id: string;

  @ApiProperty({ type: 'integer', description: 'Of the learner.' })
  revision: number;

  @ApiProperty({ type: [ChangedStateResponse], description: 'What has changed, by the active versions.' })
  states: ChangedStateResponse[];
}
