import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { InfoService, LearningEngineModule, RunsService } from 'learning-engine';
import { HostAppModule } from '../fixtures/host-app/host-app.module.js';
import { HOST_DATA_SOURCE } from '../fixtures/host-app/host-database.module.js';
import { StreaksService } from '../fixtures/host-app/streaks.service.js';
import { useEmptyDatabase } from '../support/database/own-database.js';

describe(`${LearningEngineModule.name} in another Nest app`, () => {
  const database = useEmptyDatabase();
  let host: INestApplicationContext;

  beforeAll(async () => {
    host = await NestFactory.createApplicationContext(HostAppModule.forRoot(database.url), {
      logger: false,
      abortOnError: false,
    });
  });
  afterAll(() => host?.close());

  it("uses the host's DataSource: one pool, opened and closed by the host", () => {
    expect(host.get<{ isInitialized: boolean }>(HOST_DATA_SOURCE).isInitialized).toBe(true);
  });

  it("runs the host's own algorithm through all three services", async () => {
    const streaks = host.get(StreaksService);
    await streaks.activate(0.05);

    const userId = randomUUID(); // the host has no users table: the engine does not ask for one
    expect(await streaks.score(userId, 4)).toMatchObject({
      status: 'SUCCESS',
      userId,
      trigger: 'submit',
      inputSummaryJson: { days: 4 },
      outputSummaryJson: { score: 0.2 },
    });
  });

  it("lists the host's key after the five built-in ones", async () => {
    const info = await host.get(InfoService, { strict: false }).getInfo();

    expect(info.map(({ algoKey }) => algoKey)).toEqual([
      'mastery',
      'revision',
      'difficulty',
      'adaptive',
      'mistakes',
      'streak',
    ]);
    expect(info[5]).toMatchObject({ activeVersion: 'v1', activeParams: { bonus: 0.05, longest: 7 } });
  });

  it("applies the host's options", async () => {
    const runs = host.get(RunsService, { strict: false });
    const start = { algoVersionId: randomUUID(), paramsId: randomUUID(), inputSummary: { text: 'x'.repeat(1024) } };

    await expect(runs.logRunStart(start)).rejects.toThrow('inputSummary must be at most 1024 bytes long');
  });
});
