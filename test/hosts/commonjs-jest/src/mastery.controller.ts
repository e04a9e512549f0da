import { Controller, Get, NotImplementedException } from '@nestjs/common';
import { AlgorithmNotImplementedError, ExecutionService } from 'learning-engine';

const input = {
  states: [],
  events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' }],
};

@Controller('mastery')
export class MasteryController {
  constructor(private readonly execution: ExecutionService) {}

  @Get()
  async compute() {
    const { output } = await this.execution.execute('mastery', input, { version: 'v1' });
    return output;
  }

  /** v0, which is active from the start, is a stub. */
  @Get('active')
  async computeWithActiveVersion() {
    try {
      return await this.execution.execute('mastery', input);
    } catch (error) {
      if (error instanceof AlgorithmNotImplementedError) throw new NotImplementedException(error.code);
      throw error;
    }
  }
}
