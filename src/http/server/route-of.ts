import { type Request } from 'express';

/** The pattern of the route that answers, never the path: a series for each id would be one too many, and ids are personal. */
export const routeOf = (request: Request): string => (request.route as { path: string } | undefined)?.path ?? 'none';
