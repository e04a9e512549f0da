import { ApiProperty } from '@nestjs/swagger';
import { type Finding } from '../../doctor/finding.js';

/** Something that is not as the code expects. */
export class FindingResponse implements Finding {
  @ApiProperty({ description: 'Stable, for programs.', example: 'STALE_RUNNING' })
  code: string;

  @ApiProperty({ description: 'What it is about: a key, a version, a table, a setting.', example: 'algo_runs' })
  subject: string;

  @ApiProperty({ example: '3 runs are RUNNING although their lease expired over a minute ago' })
  message: string;

  @ApiProperty({ description: 'What to do about it.', example: 'Start a process whose reaper is on.' })
  remedy: string;
}

export class DoctorResponse {
  @ApiProperty({ type: [FindingResponse], description: 'Empty when everything that was looked at is as it should be.' })
  findings: FindingResponse[];
}
