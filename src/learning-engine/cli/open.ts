import { queueSchema } from './host-jobs.js';
import { type Target } from './target.js';
import { type UrlTarget } from './open-url.js';

/**
 * The engine, with its built-in algorithms, on a database. Nest and TypeORM are loaded when it is called. Where pg-boss is installed, the
 * migrations of the job queue belong to it, unless `schema` is given.
 */
export async function openUrl(given: UrlTarget): Promise<Target> {
  const schema = given.schema ?? (await queueSchema());
  return (await import('./open-url.js')).openUrl({ ...given, schema });
}

/** The engine of a host's application. */
export const openApp = async (file: string): Promise<Target> => (await import('./open-app.js')).openApp(file);
