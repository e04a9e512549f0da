import { type Request } from 'express';

/** What Express knows of a route. */
interface RouteLayer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** The methods that the service knows for the path of a request, in capitals; none for an unknown path. */
export function allowedMethods({ app, path }: Request): string[] {
  const layers = (app as unknown as { router: { stack: RouteLayer[] } }).router.stack;
  const methods = layers
    .filter(({ route }) => route)
    .filter((layer) => layer.match(path))
    .flatMap(({ route }) => Object.keys(route!.methods).map((method) => method.toUpperCase()));
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
}
