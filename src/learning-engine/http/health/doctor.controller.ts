import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DoctorService } from '../../doctor/doctor.service.js';
import { Access } from '../access/access.guard.js';
import { EngineController } from '../route-rules.js';
import { DoctorResponse } from './doctor.response.js';

@ApiTags('registry')
@EngineController('v1/learning/doctor')
export class DoctorController {
  constructor(private readonly doctor: DoctorService) {}

  @Get()
  @Access('admin')
  @ApiOperation({
    operationId: 'getFindings',
    summary: 'What in the database is not as the code expects, each with its remedy',
    description:
      'What can be told quickly, however many learners and runs there are. The command `doctor` looks at their tables, too.',
  })
  @ApiOkResponse({ type: DoctorResponse })
  async getFindings(): Promise<DoctorResponse> {
    return { findings: await this.doctor.diagnoseQuickly() };
  }
}
