import { Module } from '@nestjs/common';
import { UsersService } from './users.service.js';

/** The host's own tables, and how their rows are made. */
@Module({ providers: [UsersService], exports: [UsersService] })
export class UsersModule {}
