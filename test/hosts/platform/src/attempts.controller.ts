import { BadRequestException, Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { AnswersService } from 'learning-engine/learners';
import { DataSource, In } from 'typeorm';
import { Attempt } from './attempt.entity.js';
import { Question } from './question.entity.js';

/** An attempt as the learner's device sends it, once or until it was answered. */
interface SentAttempt {
  id: string;
  question: string;
  option: number;
  at: string;
}

@Controller('learners/:learner/attempts')
export class AttemptsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly answers: AnswersService,
  ) {}

  /** Either both the platform and the engine know of the attempts, or neither does. */
  @Post()
  async take(@Param('learner', ParseUUIDPipe) learnerId: string, @Body() sent: SentAttempt[]) {
    return this.dataSource.transaction(async (manager) => {
      const questions = await manager.findBy(Question, { id: In(sent.map(({ question }) => question)) });
      const attempts = sent.map(({ question, at, ...attempt }) => {
        const asked = questions.find(({ id }) => id === question);
        if (!asked) throw new BadRequestException(`There is no question ${question}`);
        return manager.create(Attempt, { ...attempt, learnerId, question: asked, at: new Date(at) });
      });
      await manager.createQueryBuilder().insert().into(Attempt).values(attempts).orIgnore().execute();
      await this.answers.record(
        learnerId,
        attempts.map(({ id, question, option, at }) => ({
          ...{ event_id: id, at: at.toISOString(), item_id: question.id, skill_ids: [question.skill] },
          ...{ correct: option === question.key, option: String(option), option_count: question.options },
        })),
        { manager, onInvalid: 'refuse' },
      );
      return { taken: attempts.length };
    });
  }
}
