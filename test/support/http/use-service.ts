import { type LoggerService, Module, type Type } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { type AddressInfo } from 'node:net';
import request from 'supertest';
import { AppModule } from '../../../src/app.module.js';
import { appOptions, setupApp } from '../../../src/bootstrap/app.setup.js';
import { HttpAdapter } from '../../../src/http/server/http-adapter.js';
import { type AuthUser } from 'learning-engine/http';
import { signToken } from '../../../src/auth/sign-token.js';
import { type Env } from '../../../src/config/env.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { type Answer, ApiDocument } from './api-document.js';
import { recordAnswers, undocumented } from './documented.js';
import { useTestDatabase } from '../database/test-database.js';

export const testEnv = parseEnv({
  NODE_ENV: 'test',
  JWT_SECRET: 'a secret for tests alone, 32 bytes or more',
  JOB_CONCURRENCY: '0',
  WEBHOOK_KEY: 'ab'.repeat(32),
});

export const someUser: AuthUser = { userId: '11111111-1111-4111-8111-111111111111', role: 'user' };

/** The `Authorization` header of a caller. */
export const bearer = (caller: AuthUser = someUser): string => `Bearer ${signToken(testEnv, caller, 60)}`;

/** Where a browser finds a service. */
export const originOf = (app: NestExpressApplication): string =>
  `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;

export interface Service {
  readonly app: NestExpressApplication;
  readonly databaseUrl: string;
  /** Where a browser finds the service. */
  readonly origin: string;
  request(): ReturnType<typeof request>;
}

/** What a test adds to the service. */
export interface Additions {
  controllers?: Type[];
  imports?: Type[];
  logger?: LoggerService;
  /** As in `DatabaseOptions`: without it, statements are not logged at all. */
  slowQueryMs?: number;
}

/**
 * A service beside that of `useService`, on a free port: behind a proxy, or with other settings. The caller closes
 * it. Of several in one process, the one opened last says for all which tokens are good: passport is one for all.
 */
export async function openService(
  url: string,
  env: Env = testEnv,
  answers: Answer[] = [],
  { controllers = [], imports = [], logger, slowQueryMs }: Additions = {},
): Promise<NestExpressApplication> {
  @Module({ imports: [AppModule.forRoot(env, { url, migrate: false, slowQueryMs }), ...imports], controllers })
  class TestModule {}
  const module = await Test.createTestingModule({ imports: [TestModule] }).compile();
  const options = { ...appOptions, logger: logger ?? (false as const) };
  const app = module.createNestApplication<NestExpressApplication>(new HttpAdapter(), options);
  recordAnswers(app, answers);
  try {
    await setupApp(app).listen(0);
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/**
 * The whole service on a free port and a seeded database of its own, for the tests of one file. A test fails when an
 * answer in it is not as the API document says.
 */
export function useService(env: Env = testEnv, additions?: Additions): Service {
  const database = useTestDatabase();
  const answers: Answer[] = [];
  let app: NestExpressApplication;
  let document: ApiDocument;
  beforeAll(async () => {
    app = await openService(database.url, env, answers, additions);
    document = new ApiDocument(app);
  });
  afterEach(() => {
    expect(undocumented(document, answers.splice(0))).toEqual([]);
  });
  afterAll(() => app?.close());
  return {
    get app() {
      return app;
    },
    get databaseUrl() {
      return database.url;
    },
    get origin() {
      return originOf(app);
    },
    request: () => request(app.getHttpServer()),
  };
}
