import { Controller, Get } from '@nestjs/common';
import { ExecutionService } from 'learning-engine';
import { DataSource } from 'typeorm';
import { Attempt } from './attempt.entity.js';
import { Question } from './question.entity.js';

@Controller('teacher')
export class TeacherController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly execution: ExecutionService,
  ) {}

  /** Wrong options that mislead, and mistakes that go together. */
  @Get('mistakes')
  async mistakes() {
    const attempts = await this.dataSource.manager.find(Attempt, { relations: { question: true } });
    const bank = await this.dataSource.manager.find(Question);
    const { output } = await this.execution.execute(
      'mistakes',
      {
        now: new Date().toISOString(),
        attempts: attempts.map(({ id, learnerId, question, option, at }) => ({
          ...{ attempt_id: id, learner_id: learnerId, question_id: question.id, option, at: at.toISOString() },
        })),
        questions: bank.map(({ id, options, key }) => ({ question_id: id, option_count: options, key_option: key })),
      },
      { version: 'v1' },
    );
    return output;
  }
}
