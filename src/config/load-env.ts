import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { existsSync } from 'node:fs';
import { Env } from './env.js';
import { givenValues } from './given-values.js';
import { InvalidEnvError } from './invalid-env.error.js';

/**
 * Reads the configuration from environment variables, and from the file `.env` for those that are not set. An empty
 * variable, or one of blanks, counts as not set. With NODE_ENV=test the file is left alone: tests do not depend on whose machine it is.
 *
 * @throws InvalidEnvError
 */
export function loadEnv(): Env {
  if (process.env.NODE_ENV !== 'test' && existsSync('.env')) process.loadEnvFile('.env');
  return parseEnv(process.env);
}

/** @throws InvalidEnvError */
export function parseEnv(source: NodeJS.ProcessEnv): Env {
  const { values, problems, sources } = givenValues(Object.keys(new Env()), source);
  const env = plainToInstance(Env, values);
  const found = { ...problems };
  for (const { property, constraints } of validateSync(env)) {
    found[sources[property] ?? property] ??= Object.values(constraints ?? {})[0]!;
  }
  if (Object.keys(found).length > 0) throw new InvalidEnvError(inOrder(found, Object.keys(env)));
  return env;
}

const inOrder = (problems: Record<string, string>, names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (name in problems ? [[name, problems[name]!]] : [])));
