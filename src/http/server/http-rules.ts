import { type Application, type NextFunction, type Request, type Response } from 'express';
import { RequestProblem } from 'learning-engine/http';

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
function ownMethods(app: Application): ReadonlyMap<string, string[]> {
  const known = methodsByPath.get(app);
  if (known) return known;
  const layers = layersOf(app);
  const paths = layers.flatMap(({ route }) => route!.path).filter((path) => !/[:*{]/.test(path));
  const methods = new Map(
    paths.map((path) => [path, methodsOf(layers.filter(({ route }) => [route!.path].flat().includes(path)))]),
  );
  methodsByPath.set(app, methods);
  return methods;
}

/** The routes of an application do not change while it serves. */
const methodsByPath = new WeakMap<Application, ReadonlyMap<string, string[]>>();

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
export function rejectedByOwnRoute({ app, path, method }: Request): string[] | undefined {
  const methods = ownMethods(app).get(path);
  return methods?.includes(method) ? undefined : methods;
}

/** Pages, texts and streams: their routes say by themselves what they answer. */
const OTHER_THAN_JSON = /^\/$|^\/(admin|docs|metrics)(\/|$)|^\/v1\/learning\/(events|learners\/[^/]+\/export)$/;

/**
 * Paths that a proxy may read as another one than this service does: an escape of what needs none (RFC 3986, 2.3), an escaped
 * slash or backslash, a backslash, an empty or a dot segment.
 */
const AMBIGUOUS = /%(2[def]|3\d|4[1-9a-f]|5[\dacf]|6[1-9a-f]|7[\dae])|\\|\/\/|\/\.{1,2}(\/|$)/i;

/** A host and a port (RFC 9110, 7.2), without the commas by which some readers tell several hosts. */
const HOST = /^(\[[\da-f:.]+\]|([\w.~!$&'()*+;=-]|%[\da-f]{2})*)(:\d{0,5})?$/i;

/** Rejects what HTTP or this service does not allow of any request. */
export function httpRules(request: Request, response: Response, next: NextFunction): void {
  // What is answered is for the caller alone. A route whose answer may be kept says so.
  response.setHeader('Cache-Control', 'no-store');
  next(problemOf(request));
}

function problemOf(request: Request): RequestProblem | undefined {
  const hosts = valuesOf(request, 'host');
  if (hosts.length > 1) return malformed('More than one Host header.');
  if (request.httpVersion === '1.1' && hosts.length === 0) return malformed('A Host header is required.');
  if (!hosts.every((host) => HOST.test(host))) return malformed('The Host header is no host.');
  if (request.httpVersion < '1.0') return malformed('The version of HTTP is missing.');
  if (valuesOf(request, 'content-type').length > 1) return malformed('More than one Content-Type header.');
  // A proxy may take it for a part of the path, which Express cuts off.
  if (request.url.includes('#')) return malformed('A request has no fragment.');
  if (AMBIGUOUS.test(request.path)) return malformed('The path is not in its normal form.');
  if (!isWellEscaped(request.url)) return malformed('The URL has an escape that is no UTF-8.');
  const coding = valuesOf(request, 'transfer-encoding').join(',').trim().toLowerCase();
  if (coding !== '' && coding !== 'chunked') {
    return new RequestProblem('transfer-coding-unknown', undefined, undefined, CLOSE);
  }
  if (coding !== '' && request.httpVersion === '1.0') return malformed('HTTP/1.0 has no transfer codings.', CLOSE);
  const allowed = rejectedByOwnRoute(request);
  if (allowed) return new RequestProblem('method-not-allowed', undefined, undefined, { Allow: allowed.join(', ') });
  const isJson = request.accepts(['application/json', 'application/problem+json']);
  return OTHER_THAN_JSON.test(request.path) || isJson ? undefined : new RequestProblem('not-acceptable');
}

const CLOSE = { Connection: 'close' };

const malformed = (detail: string, headers?: Record<string, string>) =>
  new RequestProblem('malformed-request', detail, undefined, headers);

/** All values of a header: `headers` has one of them, or all joined. */
const valuesOf = ({ rawHeaders }: Request, name: string): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name);

function isWellEscaped(url: string): boolean {
  try {
    decodeURIComponent(url.replaceAll(/%(?![\da-f]{2})/gi, '%25'));
    return true;
  } catch {
    return false;
  }
}
