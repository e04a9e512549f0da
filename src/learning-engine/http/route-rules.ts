import { applyDecorators, Controller, UseFilters, UseInterceptors, UsePipes, VERSION_NEUTRAL } from '@nestjs/common';
import { JsonBodyInterceptor } from './body/json-body.interceptor.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { AuditInterceptor } from './requests/audit.interceptor.js';
import { DeadlineInterceptor } from './requests/work.js';
import { QueryInterceptor, QueryPipe } from './validation/request-validation.js';

/** What holds for every route: how queries and bodies are read and checked, how long an answer may take, what is logged. */
export const RouteRules = () =>
  applyDecorators(
    UseInterceptors(AuditInterceptor, QueryInterceptor, JsonBodyInterceptor, DeadlineInterceptor),
    UsePipes(QueryPipe),
  );

/** A controller of the engine: besides those rules it has its own form of errors, and the same path in every application. */
export const EngineController = (path: string) =>
  applyDecorators(Controller({ path, version: VERSION_NEUTRAL }), UseFilters(ProblemFilter), RouteRules());
