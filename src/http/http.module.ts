import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AuditInterceptor } from './requests/audit.interceptor.js';
import { DeadlineInterceptor } from './requests/work.js';
import { JsonBodyInterceptor } from './body/json-body.interceptor.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { QueryInterceptor, RequestPipe } from './validation/request-validation.js';

/** What holds for every route: how queries and bodies are read and checked, how long an answer may take, how errors are answered. */
@Module({
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
    { provide: APP_INTERCEPTOR, useClass: QueryInterceptor },
    { provide: APP_INTERCEPTOR, useClass: JsonBodyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: DeadlineInterceptor },
    { provide: APP_PIPE, useClass: RequestPipe },
  ],
})
export class HttpModule {}
