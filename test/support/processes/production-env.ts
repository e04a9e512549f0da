import { randomBytes } from 'node:crypto';
import { InvalidEnvError } from '../../../src/config/invalid-env.error.js';
import { parseEnv } from '../../../src/config/load-env.js';

/** A name, an environment that is bad, and the variables that are to blame, in order. */
export type BadEnv = readonly [name: string, env: NodeJS.ProcessEnv, culprits: readonly string[]];

export const randomSecret = (): string => randomBytes(48).toString('base64');

/** What production needs but for a key. */
export const keylessEnv = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:tiB8mUc2vQ@db.internal:5432/learning',
} satisfies NodeJS.ProcessEnv;

/** An environment that production accepts. */
export const goodEnv = { ...keylessEnv, JWT_SECRET: randomSecret() } satisfies NodeJS.ProcessEnv;

/** What is said of an environment that is rejected; undefined for one that is accepted. */
export function problemsOf(env: NodeJS.ProcessEnv): InvalidEnvError | undefined {
  try {
    parseEnv(env);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidEnvError) return error;
    throw error;
  }
}

/** Nothing that stands in a bad variable may be told. */
export function expectNoValue(text: string, env: NodeJS.ProcessEnv, culprits: readonly string[]): void {
  const values = culprits.map((name) => env[name]).filter((value) => value?.trim());
  for (const value of values) expect(text).not.toContain(value);
}

export function expectRefusal([, env, culprits]: BadEnv): void {
  const error = problemsOf(env);
  expect(Object.keys(error?.problems ?? {})).toEqual(culprits);
  for (const name of culprits) expect(error!.message).toMatch(new RegExp(`^ {2}${name} must .`, 'm'));
  expectNoValue(error!.message, env, culprits);
}
