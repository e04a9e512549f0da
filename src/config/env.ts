import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { activateProblem } from './activate.rule.js';
import { Check } from './check.decorator.js';
import { ownerUrlProblem, serviceUrlProblem } from './database-url.rule.js';
import { secondsOf } from './duration.js';
import { isProduction } from './is-production.js';
import { metricsTokenProblem } from './metrics-token.rule.js';
import { originsProblem } from './origins.rule.js';
import { hostProblem } from './listen-host.js';
import { computeBudgetProblem } from './compute-budget.rule.js';
import { roleClaimProblem, roleNamesProblem } from './role-names.rule.js';
import { signInClientProblem, signInIssuerProblem, signInOriginsProblem, signInScopeProblem } from './sign-in.rule.js';
import { erasuresFileProblem, tenantClaimProblem, tenantsProblem } from './tenants.rule.js';
import { trustedProxiesProblem } from './trusted-proxies.rule.js';
import { privateHostsProblem, webhookKeyRule } from './webhooks.rule.js';
import * as keys from './token-keys.rule.js';

const toInteger = ({ value }: { value: unknown }) => (/^(0|[1-9]\d*)$/.test(String(value)) ? Number(value) : value);
const toBoolean = ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value);
const toSeconds = ({ value }: { value: unknown }) => (typeof value === 'string' ? (secondsOf(value) ?? value) : value);
const toList = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;

/**
 * The configuration of the service: one property for each environment variable, checked once at boot. One that ends in `_FILE`,
 * beside one of the name without, needs nothing but its property: the file's text becomes the value of the other.
 */
export class Env {
  /** Which rules hold. What is not declared to be something else is production. */
  @IsIn(['development', 'test', 'production'], { message: 'must be development, test or production' })
  NODE_ENV: 'development' | 'test' | 'production' = 'production';

  /** Address that the HTTP server listens on. Default: in production every one of the machine, else this machine alone. */
  @Check<Env>(hostProblem)
  HOST?: string = undefined;

  /** Port of the HTTP server; 0 takes a free one. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 65535' })
  @Min(0, { message: 'must be an integer between 0 and 65535' })
  @Max(65535, { message: 'must be an integer between 0 and 65535' })
  PORT: number = 3000;

  /** Origins whose pages may call the service from a browser. Outside production also `*`. */
  @Transform(toList)
  @Check<Env>((origins, env) => originsProblem(origins as string[], isProduction(env)))
  CORS_ORIGINS: string[] = [];

  /** Addresses and networks of proxies: of requests that come through them, `X-Forwarded-For` says from where. */
  @Transform(toList)
  @Check<Env>((networks) => trustedProxiesProblem(networks as string[]))
  TRUSTED_PROXIES: string[] = [];

  /** How many requests each user may make per minute, and each address without a valid token, on each instance; 0 for any number. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 1000000' })
  @Min(0, { message: 'must be an integer between 0 and 1000000' })
  @Max(1_000_000, { message: 'must be an integer between 0 and 1000000' })
  RATE_LIMIT_PER_MINUTE: number = 0;

  /** How many computations of each user may be in flight, on each instance; 0 for any number. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 1000' })
  @Min(0, { message: 'must be an integer between 0 and 1000' })
  @Max(1000, { message: 'must be an integer between 0 and 1000' })
  COMPUTATIONS_PER_USER: number = 2;

  /**
   * KiB that each user may have computed per minute, on each instance: those of bodies and answers, and 16 for each computation;
   * 0 for any number. A body of the largest size must fit.
   */
  @Transform(toInteger)
  @Check<Env>((kib) => computeBudgetProblem(kib))
  COMPUTE_KIB_PER_MINUTE: number = 8192;

  /** How many computations with bodies of 8 KiB or more each caller with the role service or admin may have in flight; 0 for any number. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 1000' })
  @Min(0, { message: 'must be an integer between 0 and 1000' })
  @Max(1000, { message: 'must be an integer between 0 and 1000' })
  COMPUTATIONS_PER_SERVICE: number = 16;

  /** KiB of bodies and answers that each caller with the role service or admin may have computed per minute; 0 for any number. */
  @Transform(toInteger)
  @Check<Env>((kib) => computeBudgetProblem(kib))
  COMPUTE_KIB_PER_MINUTE_PER_SERVICE: number = 65_536;

  /**
   * How many jobs this process works on at once; 0: it only queues them, and `npm run worker` works on them. Default: 1 on the embedded
   * database, 0 on `DATABASE_URL`.
   */
  @Transform(toInteger)
  @IsOptional()
  @IsInt({ message: 'must be an integer between 0 and 64' })
  @Min(0, { message: 'must be an integer between 0 and 64' })
  @Max(64, { message: 'must be an integer between 0 and 64' })
  JOB_CONCURRENCY?: number = undefined;

  /** PostgreSQL to use. Without it, outside production, the embedded one is started. */
  @Check<Env>((url, env) => serviceUrlProblem(url as string | undefined, isProduction(env)))
  DATABASE_URL?: string = undefined;

  /** File that holds `DATABASE_URL`. */
  DATABASE_URL_FILE?: string = undefined;

  /** The same database for migrations: as the role that owns the tables. Default: `DATABASE_URL`. */
  @Check<Env>((url, env) => ownerUrlProblem(url as string | undefined, env.DATABASE_URL, isProduction(env)))
  DATABASE_OWNER_URL?: string = undefined;

  /** File that holds `DATABASE_OWNER_URL`. */
  DATABASE_OWNER_URL_FILE?: string = undefined;

  /** Whether to run pending migrations at boot. Default: yes on the embedded database, no on `DATABASE_URL`. */
  @Transform(toBoolean)
  @IsOptional()
  @IsBoolean({ message: 'must be true or false' })
  MIGRATE_ON_BOOT?: boolean = undefined;

  /** The list of `erasures export`: the service does not start while someone in it is not erased in the database. */
  @Check<Env>((_, env) => erasuresFileProblem(env))
  ERASURES_FILE?: string = undefined;

  /** Version of every algorithm to activate at start. Outside production only. */
  @Check<Env>((version, env) => activateProblem(version, isProduction(env)))
  ACTIVATE?: string = undefined;

  /** Folder of the embedded database and the development secret. */
  @IsString()
  @IsNotEmpty({ message: 'must be the path of a folder' })
  DATA_DIR: string = '.data';

  /** The database of the embedded server: another one than the service's is one that `demo --keep` left. */
  @Matches(/^[a-z][a-z0-9_]{0,62}$/, { message: 'must be the name of a database: lower case letters, digits and _' })
  EMBEDDED_DATABASE: string = 'learning_engine';

  /** Key that verifies tokens (HS256). With no key at all, outside production, one is made and kept in `DATA_DIR`. */
  @Check<Env>((_, env) => keys.secretRule(env))
  JWT_SECRET?: string = undefined;

  /** File that holds `JWT_SECRET`. */
  JWT_SECRET_FILE?: string = undefined;

  /** The `kid` of tokens that `JWT_SECRET`, or the key in `JWT_PUBLIC_KEY_FILE`, verifies. */
  @Check<Env>((_, env) => keys.keyIdRule(env))
  JWT_KEY_ID?: string = undefined;

  /** A second secret, for the time of a rotation. */
  @Check<Env>((_, env) => keys.previousSecretRule(env))
  JWT_SECRET_PREVIOUS?: string = undefined;

  /** File that holds `JWT_SECRET_PREVIOUS`. */
  JWT_SECRET_PREVIOUS_FILE?: string = undefined;

  /** The `kid` of tokens that `JWT_SECRET_PREVIOUS` verifies. */
  @Check<Env>((_, env) => keys.previousKeyIdRule(env))
  JWT_KEY_ID_PREVIOUS?: string = undefined;

  /** PEM file of the public key that verifies tokens (RS256 or ES256). */
  @Check<Env>((_, env) => keys.publicKeyFileRule(env))
  JWT_PUBLIC_KEY_FILE?: string = undefined;

  /** File with the JWK set that verifies tokens (RS256 or ES256). */
  @Check<Env>((_, env) => keys.keySetFileRule(env))
  JWT_JWKS_FILE?: string = undefined;

  /** Address of the JWK set that verifies tokens, as the identity provider publishes it. In production `https://` alone. */
  @Check<Env>((_, env) => keys.keySetUrlRule(env))
  JWT_JWKS_URL?: string = undefined;

  /** Required `iss` of a token. */
  @IsNotEmpty({ message: 'must not be empty' })
  JWT_ISSUER: string = 'learning-engine';

  /** Required `aud` of a token. */
  @IsNotEmpty({ message: 'must not be empty' })
  JWT_AUDIENCE: string = 'learning-engine';

  /** The claim with the role, or a list of roles: its name, names separated by dots, or a JSON pointer. Default: `role`, with one. */
  @Check<Env>((path) => roleClaimProblem(path as string | undefined))
  JWT_ROLE_CLAIM?: string = undefined;

  /** What the provider calls which role, as `name=role`. Default: as the service does. */
  @Transform(toList)
  @Check<Env>((names) => roleNamesProblem(names as string[]))
  JWT_ROLE_NAMES: string[] = [];

  /** The system whose ids of persons `sub` has, named as in imports of its answers. Default: `sub` is the UUID of the user here. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._~-]{1,100}$/, { message: 'must be 1 to 100 letters, digits and . _ ~ -' })
  JWT_SUBJECT_SOURCE?: string = undefined;

  /** Whether the service has several schools, each in a schema of its own; the token of a request says which one it is about. */
  @Transform(toBoolean)
  @Check<Env>((on, env) => tenantsProblem(on, env))
  TENANTS: boolean = false;

  /** The claim with the name of the school, as for `JWT_ROLE_CLAIM`. Default: `tenant`. */
  @Check<Env>((path, env) => tenantClaimProblem(path as string | undefined, env))
  JWT_TENANT_CLAIM?: string = undefined;

  /** How many schools each instance and each worker keeps open: one more takes the place of another one. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 1 and 1000' })
  @Min(1, { message: 'must be an integer between 1 and 1000' })
  @Max(1000, { message: 'must be an integer between 1 and 1000' })
  TENANTS_OPEN: number = 8;

  /** How long a token may live, in seconds. */
  @Transform(toSeconds)
  @IsInt({ message: 'must be a time with a unit, such as 15m or 24h' })
  @Min(1, { message: 'must be a time with a unit, such as 15m or 24h' })
  JWT_MAX_LIFETIME: number = 86_400;

  /** By how much the clock of the signer of tokens may be off, in seconds. */
  @Transform(toSeconds)
  @IsInt({ message: 'must be a time from 0s to 30s' })
  @Max(30, { message: 'must be a time from 0s to 30s' })
  JWT_LEEWAY: number = 30;

  /** Whether `GET /metrics` is there. In production it needs `METRICS_TOKEN`. */
  @Transform(toBoolean)
  @IsBoolean({ message: 'must be true or false' })
  METRICS: boolean = false;

  /** Bearer token that `GET /metrics` asks for. Without one, outside production, everybody who reaches the port may read it. */
  @Check<Env>((token, env) => metricsTokenProblem(token, env))
  METRICS_TOKEN?: string = undefined;

  /** File that holds `METRICS_TOKEN`. */
  METRICS_TOKEN_FILE?: string = undefined;

  /** Whether the API document and its pages are served at `/docs`, without a token. Default: not in production. */
  @Transform(toBoolean)
  @IsOptional()
  @IsBoolean({ message: 'must be true or false' })
  DOCS?: boolean = undefined;

  /** Provider of OpenID Connect that signs people in to the admin app. In production `https://` alone. Default: they paste a token. */
  @Check<Env>((issuer, env) => signInIssuerProblem(issuer, env))
  ADMIN_SIGN_IN_ISSUER?: string = undefined;

  /** What the provider calls the admin app: a public client, without a secret. */
  @Check<Env>((id, env) => signInClientProblem(id, env))
  ADMIN_SIGN_IN_CLIENT_ID?: string = undefined;

  /** What the admin app asks the provider for. Default: `openid`. */
  @Check<Env>((scope, env) => signInScopeProblem(scope, env))
  ADMIN_SIGN_IN_SCOPE?: string = undefined;

  /** Origins beside that of the provider at which it has what the admin app calls: its token endpoint. */
  @Transform(toList)
  @Check<Env>((origins, env) => signInOriginsProblem(origins as string[], env))
  ADMIN_SIGN_IN_ORIGINS: string[] = [];

  /** How long the service still accepts requests after it was asked to stop, until load balancers have noticed. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 60000' })
  @Min(0, { message: 'must be an integer between 0 and 60000' })
  @Max(60_000, { message: 'must be an integer between 0 and 60000' })
  SHUTDOWN_DELAY_MS: number = 0;

  /** Encrypts the secrets of webhooks in the database: 32 random bytes in hexadecimal or Base64. Without it there are no webhooks. */
  @Check<Env>((key) => webhookKeyRule(key))
  WEBHOOK_KEY?: string = undefined;

  /** File that holds `WEBHOOK_KEY`. */
  WEBHOOK_KEY_FILE?: string = undefined;

  /** Names and addresses of hosts that webhooks may be sent to although their addresses are private; with `http://` where they are loopback. */
  @Transform(toList)
  @Check<Env>((hosts) => privateHostsProblem(hosts as string[]))
  WEBHOOK_PRIVATE_HOSTS: string[] = [];

  /** The lowest level that is logged. */
  @IsIn(['debug', 'info', 'warn', 'error', 'silent'], { message: 'must be debug, info, warn, error or silent' })
  LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  /** Lines of JSON for machines, or text for people. Default: JSON in production. */
  @IsOptional()
  @IsIn(['json', 'pretty'], { message: 'must be json or pretty' })
  LOG_FORMAT?: 'json' | 'pretty' = undefined;

  /** Milliseconds from which on a statement is logged as slow; 0 logs none. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 3600000' })
  @Min(0, { message: 'must be an integer between 0 and 3600000' })
  @Max(3_600_000, { message: 'must be an integer between 0 and 3600000' })
  SLOW_QUERY_MS: number = 500;
}
