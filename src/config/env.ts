import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';

const isProduction = (env: Env) => env.NODE_ENV === 'production';
const toInteger = ({ value }: { value: unknown }) => (/^\d+$/.test(String(value)) ? Number(value) : value);
const toBoolean = ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value);

/** What the database driver understands too. An unescaped @ or # in a password moves the limits between the parts. */
const isDatabaseUrl = (value: unknown): boolean => {
  if (typeof value !== 'string' || !/^postgres(ql)?:\/\/\S+$/.test(value) || !URL.canParse(value)) return false;
  const { username, password, pathname, hash } = new URL(value);
  try {
    decodeURIComponent(username + password + pathname);
  } catch {
    return false;
  }
  return hash === '' && !pathname.includes('@');
};

const IsDatabaseUrl = () =>
  ValidateBy({
    name: 'isDatabaseUrl',
    validator: {
      validate: isDatabaseUrl,
      defaultMessage: () =>
        'must be a URL such as postgres://user:password@host:5432/database, with special characters of the password percent-encoded',
    },
  });

/** The configuration of the service: one property for each environment variable, checked once at boot. */
export class Env {
  @IsIn(['development', 'test', 'production'], { message: 'must be development, test or production' })
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  /** Port of the HTTP server; 0 takes a free one. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 65535' })
  @Min(0, { message: 'must be an integer between 0 and 65535' })
  @Max(65535, { message: 'must be an integer between 0 and 65535' })
  PORT: number = 3000;

  /** PostgreSQL to use. Without it, outside production, the embedded one is started. */
  @ValidateIf((env: Env) => env.DATABASE_URL !== undefined || isProduction(env))
  @IsDatabaseUrl()
  DATABASE_URL?: string = undefined;

  /** Whether to run pending migrations at boot. Default: yes on the embedded database, no on `DATABASE_URL`. */
  @Transform(toBoolean)
  @IsOptional()
  @IsBoolean({ message: 'must be true or false' })
  MIGRATE_ON_BOOT?: boolean = undefined;

  /** Folder of the embedded database and the development secret. */
  @IsString()
  @IsNotEmpty({ message: 'must be the path of a folder' })
  DATA_DIR: string = '.data';

  /** Key that signs tokens (HS256). Without it, outside production, one is made and kept in `DATA_DIR`. */
  @ValidateIf((env: Env) => env.JWT_SECRET !== undefined || isProduction(env))
  @Matches(/^[\s\S]{32,}$/, { message: 'must be at least 32 characters long' })
  JWT_SECRET?: string = undefined;

  /** Required `iss` of a token. */
  @IsNotEmpty({ message: 'must not be empty' })
  JWT_ISSUER: string = 'learning-engine';

  /** Required `aud` of a token. */
  @IsNotEmpty({ message: 'must not be empty' })
  JWT_AUDIENCE: string = 'learning-engine';

  /** Whether `GET /metrics` is there. Everybody who reaches the port may read it. */
  @Transform(toBoolean)
  @IsBoolean({ message: 'must be true or false' })
  METRICS: boolean = false;

  /** How long the service still accepts requests after it was told to stop, for load balancers to look elsewhere. */
  @Transform(toInteger)
  @IsInt({ message: 'must be an integer between 0 and 60000' })
  @Min(0, { message: 'must be an integer between 0 and 60000' })
  @Max(60_000, { message: 'must be an integer between 0 and 60000' })
  SHUTDOWN_DELAY_MS: number = 0;

  /** The lowest level that is logged. */
  @IsIn(['debug', 'info', 'warn', 'error', 'silent'], { message: 'must be debug, info, warn, error or silent' })
  LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  /** Lines of JSON for machines, or text for people. Default: JSON in production. */
  @IsOptional()
  @IsIn(['json', 'pretty'], { message: 'must be json or pretty' })
  LOG_FORMAT?: 'json' | 'pretty' = undefined;

  /** Milliseconds from which on a statement is logged as slow; 0 logs none. */
  @Transform(toInteger)
  @IsInt({ message: 'must be a number of milliseconds' })
  @Min(0, { message: 'must be a number of milliseconds' })
  SLOW_QUERY_MS: number = 500;
}
