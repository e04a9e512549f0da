import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AccessCategory, accessOf } from 'learning-engine/http';

/** A route as a controller declares it. */
export interface AppRoute {
  /** `Controller.method` */
  name: string;
  method: string;
  /** As declared, with its `:parameters`. */
  path: string;
  category: AccessCategory | undefined;
}

type Handler = () => unknown;

/** All routes of all controllers of an application, found in the application itself. */
export const routesOf = (app: NestExpressApplication): AppRoute[] =>
  app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype }) => routesOfController(metatype as Type));

function routesOfController(controller: Type): AppRoute[] {
  const handlers = controller.prototype as Record<string, Handler>;
  return new MetadataScanner()
    .getAllMethodNames(handlers)
    .filter((name) => Reflect.hasMetadata(PATH_METADATA, handlers[name]!))
    .flatMap((name) =>
      pathsOf(controller).flatMap((prefix) =>
        pathsOf(handlers[name]!).map((path) => ({
          name: `${controller.name}.${name}`,
          method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handlers[name]!) as RequestMethod].replace(
            'ALL',
            'GET',
          ),
          path: `/${prefix}/${path}`
            .replace('/{/}', '{/}')
            .replace(/\/+/g, '/')
            .replace(/(.)\/$/, '$1'),
          category: accessOf(handlers[name]!, controller),
        })),
      ),
    );
}

const pathsOf = (target: object): string[] => [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();

/** The routes of an application that need a token. */
export const protectedRoutesOf = (app: NestExpressApplication): AppRoute[] =>
  routesOf(app).filter(({ category }) => category !== 'public');

/** What Express serves, however it was registered: `GET /path`. */
export function servedBy(app: NestExpressApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as {
    router: { stack: { route?: { path: string | string[]; methods: Record<string, boolean> } }[] };
  };
  return router.stack
    .flatMap(({ route }) => route ?? [])
    .flatMap(({ path, methods }) =>
      [path].flat().flatMap((one) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${one}`)),
    );
}

/** A path that the route answers, with a plausible value for every parameter. */
export const filledPath = ({ path }: AppRoute): string =>
  path
    .replace(/:\w*key\w*/gi, 'mastery')
    .replace(/:\w*version\b/gi, 'v0')
    .replace(/[:*]\w+/g, '22222222-2222-4222-8222-222222222222')
    .replace(/[{}]/g, '');
