import { Module } from '@nestjs/common';
import { LearnersService } from './learners.service.js';

/** The host's own tables, and how their rows are made. */
@Module({ providers: [LearnersService], exports: [LearnersService] })
export class UsersModule {}
