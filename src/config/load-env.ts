import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Env } from './env.js';
import { readEnvFile } from './env-file.js';
import { givenValues } from './given-values.js';
import { InvalidEnvError } from './invalid-env.error.js';
import { similarName } from './similar-name.js';

const names = Object.keys(new Env());

/**
 * Reads the configuration from environment variables, and from the file `.env` for those that are not set. An empty
 * variable, or one of blanks, counts as not set. With NODE_ENV=test the file is left alone: tests do not depend on whose machine it is.
 * Libraries read NODE_ENV themselves, so the environment then says what was decided.
 *
 * @throws InvalidEnvError
 */
export function loadEnv(): Env {
  if (process.env.NODE_ENV !== 'test') takeEnvFile();
  const env = parseEnv(process.env);
  process.env.NODE_ENV = env.NODE_ENV;
  return env;
}

/** A command for development declares itself in the environment: in a folder of production, the file still decides. */
function takeEnvFile(): void {
  const values = readEnvFile('.env', names);
  for (const [name, value] of Object.entries(values)) {
    if (!process.env[name]?.trim()) process.env[name] = value;
  }
  if (values.NODE_ENV === 'production') process.env.NODE_ENV = 'production';
}

/** Variables that the service does not know, and the ones that they were probably meant to be. */
export const misspeltNames = (source: NodeJS.ProcessEnv): [name: string, meant: string][] =>
  Object.keys(source).flatMap((name) => {
    const meant = similarName(name, names);
    return meant ? [[name, meant]] : [];
  });

/** @throws InvalidEnvError */
export function parseEnv(source: NodeJS.ProcessEnv): Env {
  const { values, problems, sources } = givenValues(names, source);
  const env = plainToInstance(Env, values);
  const found = { ...problems };
  for (const { property, constraints } of validateSync(env)) {
    found[sources[property] ?? property] ??= Object.values(constraints ?? {})[0]!;
  }
  if (Object.keys(found).length > 0) throw new InvalidEnvError(inOrder(found));
  return env;
}

const inOrder = (problems: Record<string, string>): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (name in problems ? [[name, problems[name]!]] : [])));
