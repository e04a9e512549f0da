import { type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { App } from 'supertest/types';
import { AppModule } from './../src/app.module';

describe('MasteryController (e2e)', () => {
  let app: INestApplication<App>;

  beforeAll(async () => {
    const moduleFixture = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = moduleFixture.createNestApplication();
    await app.init();
  });
  afterAll(() => app.close());

  it('computes', async () => {
    const { body } = await request(app.getHttpServer()).get('/mastery').expect(200);
    expect(body).toMatchObject({ states: [{ skill_id: 'fractions', p_known: 0.64 }] });
  });

  it('recognises the errors of the engine', () =>
    request(app.getHttpServer())
      .get('/mastery/active')
      .expect(501)
      .expect(/ALGORITHM_NOT_IMPLEMENTED/));
});
