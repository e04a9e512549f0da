import { Reflector } from '@nestjs/core';

export const accessCategories = ['public', 'user', 'admin'] as const;

/** Who may call a route: everybody, every authenticated user, or administrators. */
export type AccessCategory = (typeof accessCategories)[number];

/** Declares who may call the routes of a controller, or one route. A route without a category stops the boot. */
export const Access = Reflector.createDecorator<AccessCategory>();
