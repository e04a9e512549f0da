import { type Application, type Request } from 'express';
import { memoizeByObject } from '../memoize-by-object.js';

/** What Express knows of a route. */
interface RouteLayer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  match(path: string): unknown;
}

const layersOf = (app: Application): RouteLayer[] =>
  (app as unknown as { router: { stack: RouteLayer[] } }).router.stack.filter(({ route }) => route);

function methodsOf(layers: readonly RouteLayer[]): string[] {
  const methods = layers.flatMap(({ route }) => Object.keys(route!.methods).map((method) => method.toUpperCase()));
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
}

/** By path, what the routes without parameters know. */
const ownMethods = memoizeByObject((app: Application): ReadonlyMap<string, string[]> => {
  const layers = layersOf(app);
  const paths = layers.flatMap(({ route }) => route!.path).filter((path) => !/[:*{]/.test(path));
  return new Map(
    paths.map((path) => [path, methodsOf(layers.filter(({ route }) => [route!.path].flat().includes(path)))]),
  );
});

/**
 * The methods that the service knows for the path of a request, in capitals; none for an unknown path. A path that is a route's
 * own is none of a route with parameters: GET /v1/learning/info is not about an algorithm of the key `info`.
 */
export const allowedMethods = ({ app, path }: Request): string[] =>
  ownMethods(app).get(path) ?? methodsOf(layersOf(app).filter((layer) => layer.match(path)));

/** The key of an algorithm in a path with parameters; undefined in one without. */
export function algoKeyOf({ app, path }: Request): string | undefined {
  if (ownMethods(app).has(path)) return undefined;
  const pattern = layersOf(app).find((layer) => layer.match(path))?.route?.path;
  const place = typeof pattern === 'string' ? pattern.split('/').indexOf(':algo_key') : -1;
  return place < 0 ? undefined : decodeURIComponent(path.split('/')[place]!);
}

/** The methods that the path of a request knows, if it is a route's own and this is not one of them. */
export function refusedByOwnRoute({ app, path, method }: Request): string[] | undefined {
  const methods = ownMethods(app).get(path);
  return methods?.includes(method) ? undefined : methods;
}
