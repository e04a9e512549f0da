import { Controller, Get } from '@nestjs/common';
import { ExecutionService } from 'learning-engine';

@Controller('mastery')
export class MasteryController {
  constructor(private readonly execution: ExecutionService) {}

  @Get()
  async compute() {
    const input = {
      states: [],
      events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' }],
    };
    const { output } = await this.execution.execute('mastery', input, { version: 'v1' });
    return output;
  }
}
