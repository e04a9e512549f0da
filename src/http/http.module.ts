import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ServiceProblemFilter } from './problems/service-problem.filter.js';

/** How errors outside of the engine's routes are answered. Needs the engine to be global. */
@Module({ providers: [{ provide: APP_FILTER, useClass: ServiceProblemFilter }] })
export class HttpModule {}
