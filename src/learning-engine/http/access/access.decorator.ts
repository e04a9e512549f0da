import { applyDecorators, UseGuards } from '@nestjs/common';
import { type AccessCategory, Category } from './access-category.js';
import { AccessGuard } from './access.guard.js';

/** Declares who may call the routes of a controller, or one route, and lets no one else through. */
export const Access = (category: AccessCategory) => applyDecorators(Category(category), UseGuards(AccessGuard));
