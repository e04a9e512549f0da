import { Controller, Delete, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { LearnersService, LearnerStateService } from 'learning-engine/learners';
import { DataSource } from 'typeorm';
import { Attempt } from './attempt.entity.js';
import { Question } from './question.entity.js';

@Controller('learners/:learner')
export class LearnersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly states: LearnerStateService,
    private readonly learners: LearnersService,
  ) {}

  /** The question that the learner is asked next. */
  @Get('next')
  async next(@Param('learner', ParseUUIDPipe) learnerId: string) {
    const questions = await this.dataSource.manager.find(Question);
    const candidates = questions.map(({ id, skill }) => ({ item_id: id, skill_id: skill }));
    const { items } = await this.states.next(learnerId, { count: 1, candidates });
    return { ...questions.find(({ id }) => id === items[0].item_id), difficulty: items[0].difficulty };
  }

  /** What the learner has to revise until their day ends, as their device says. */
  @Get('today')
  async today(@Param('learner', ParseUUIDPipe) learnerId: string, @Query('ends') ends: string) {
    return this.states.getDue({ algoKey: 'revision', learnerId, before: new Date(ends) }, { limit: 200 });
  }

  /** How well the learner knows each skill. */
  @Get('skills')
  async skills(@Param('learner', ParseUUIDPipe) learnerId: string) {
    return this.states.getState(learnerId, { algoKey: 'mastery', scopeKind: 'skill' });
  }

  /** Removes all that the platform and the engine keep of a learner. */
  @Delete()
  async erase(@Param('learner', ParseUUIDPipe) learnerId: string) {
    await this.learners.erase(learnerId, { beforeCommit: (_, manager) => manager.delete(Attempt, { learnerId }) });
  }
}
