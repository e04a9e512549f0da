import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { existsSync } from 'node:fs';
import { Env } from './env.js';

/** The environment cannot be used. The message names every bad variable and prints no value. */
export class InvalidEnvError extends Error {
  constructor(readonly problems: Readonly<Record<string, string>>) {
    const lines = Object.entries(problems).map(([name, problem]) => `  ${name} ${problem}`);
    super(`The environment is not valid. Correct these variables (.env.example explains each):\n${lines.join('\n')}`);
    this.name = InvalidEnvError.name;
  }
}

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
  const names = Object.keys(new Env());
  const given = names.flatMap((name) => (source[name]?.trim() ? [[name, source[name]] as const] : []));
  const env = plainToInstance(Env, Object.fromEntries(given));
  const failures = validateSync(env);
  if (failures.length > 0) {
    throw new InvalidEnvError(
      Object.fromEntries(failures.map(({ property, constraints }) => [property, Object.values(constraints ?? {})[0]!])),
    );
  }
  return env;
}
