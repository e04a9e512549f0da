import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { type ProblemName } from './problem-types.js';

export const PROBLEMS_EXTENSION = 'x-problems';

/** Declares what may go wrong with a route, beside what may go wrong with any, or with any that takes a body. The API document is made of it. */
export const Problems = (...names: ProblemName[]) => applyDecorators(ApiExtension(PROBLEMS_EXTENSION, names));
