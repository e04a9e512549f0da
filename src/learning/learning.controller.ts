import { Controller, Get } from '@nestjs/common';
import { Access } from '../auth/access.decorator.js';
import { InfoService } from '../learning-engine/index.js';
import { toInfoResponse } from './info.mapper.js';
import { type InfoResponse } from './info.response.js';

@Controller('v1/learning')
export class LearningController {
  constructor(private readonly info: InfoService) {}

  /** What is live for every algorithm. */
  @Get('info')
  @Access('user')
  async getInfo(): Promise<InfoResponse> {
    return toInfoResponse(await this.info.getInfo());
  }
}
