import { type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { App } from 'supertest/types.js';
import { AppModule } from './../src/app.module.js';

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
});
