import { Controller, Get, Module } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { appOptions, setupApp } from '../../src/app.setup.js';
import { HttpAdapter } from '../../src/http/http-adapter.js';
import { Access } from '../../src/auth/access.decorator.js';
import { AccessGuard } from '../../src/auth/access.guard.js';
import { useTestDatabase } from '../support/test-database.js';
import { bearer, someUser, testEnv } from '../support/use-service.js';

/** One route of each category, and one that was forgotten. */
@Controller('probe')
class ProbeController {
  @Get('public')
  @Access('public')
  public() {
    return {};
  }

  @Get('user')
  @Access('user')
  user() {
    return {};
  }

  @Get('admin')
  @Access('admin')
  admin() {
    return {};
  }

  @Get('forgotten')
  forgotten() {
    return {};
  }
}

describe(AccessGuard.name, () => {
  const database = useTestDatabase();
  let app: NestExpressApplication;

  beforeAll(async () => {
    @Module({
      imports: [AppModule.forRoot(testEnv, { url: database.url, migrate: false })],
      controllers: [ProbeController],
    })
    class ProbeModule {}
    const module = await Test.createTestingModule({ imports: [ProbeModule] }).compile();
    app = setupApp(
      module.createNestApplication<NestExpressApplication>(new HttpAdapter(), { ...appOptions, logger: false }),
    );
    await app.listen(0);
  });
  afterAll(() => app?.close());

  it.each([
    ['public', { nobody: 200, user: 200, admin: 200 }],
    ['user', { nobody: 401, user: 200, admin: 200 }],
    ['admin', { nobody: 401, user: 403, admin: 200 }],
    ['forgotten', { nobody: 401, user: 403, admin: 403 }],
  ])('lets through to a route of category %s: %j', async (category, expected) => {
    const get = () => request(app.getHttpServer()).get(`/probe/${category}`);

    await get().expect(expected.nobody);
    await get().set('Authorization', bearer(someUser)).expect(expected.user);
    await get()
      .set('Authorization', bearer({ ...someUser, role: 'admin' }))
      .expect(expected.admin);
  });

  it('takes an unknown role for a plain user', async () => {
    await request(app.getHttpServer())
      .get('/probe/admin')
      .set('Authorization', bearer({ ...someUser, role: 'root' as never }))
      .expect(403);
  });
});
