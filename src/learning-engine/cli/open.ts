import { type Target } from './target.js';
import { type UrlTarget } from './open-url.js';

/** The engine, with its built-in algorithms, on a database. Nest and TypeORM are loaded when it is called. */
export const openUrl = async (given: UrlTarget): Promise<Target> => (await import('./open-url.js')).openUrl(given);

/** The engine of a host's application. */
export const openApp = async (file: string): Promise<Target> => (await import('./open-app.js')).openApp(file);
