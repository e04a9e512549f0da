import { Reflector } from '@nestjs/core';

/** Who may call a route: everybody, every authenticated user, or administrators. */
export type AccessCategory = 'public' | 'user' | 'admin';

/** Declares who may call the routes of a controller, or one route. A route without a category is refused to all. */
export const Access = Reflector.createDecorator<AccessCategory>();
