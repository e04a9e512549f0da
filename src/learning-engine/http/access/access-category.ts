import { type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

export const accessCategories = ['public', 'user', 'admin'] as const;

/** Who may call a route: everyone, every authenticated user, or administrators. */
export type AccessCategory = (typeof accessCategories)[number];

export const Category = Reflector.createDecorator<AccessCategory>();

/** Who may call a route, as `@Access` says of its handler or of its controller; undefined where neither has it. */
export const accessOf = (handler: object, controller: object): AccessCategory | undefined =>
  new Reflector().getAllAndOverride(Category, [handler, controller] as Type[]);
