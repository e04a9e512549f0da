import { type INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type AccessCategory, accessOf } from 'learning-engine/http';

type Handlers = Record<string, () => unknown>;

/** Who may call each route, by the name of its method, which is its operationId. */
export function routeAccess(app: INestApplication): Map<string, AccessCategory> {
  const controllers = app.get(DiscoveryService, { strict: false }).getControllers();
  const routes = controllers.flatMap(({ metatype, instance }) => {
    const handlers = Object.getPrototypeOf(instance) as Handlers;
    return new MetadataScanner()
      .getAllMethodNames(handlers)
      .filter((name) => Reflect.hasMetadata('path', handlers[name]!))
      .map((name) => [name, accessOf(handlers[name]!, metatype as () => unknown)!] as const);
  });
  return new Map(routes);
}
