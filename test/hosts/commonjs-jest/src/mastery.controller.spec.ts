import { Test, TestingModule } from '@nestjs/testing';
import { MasteryV1Algorithm } from 'learning-engine/algorithms';
import { brokenFoldLaws, brokenLaws, EngineTestingModule, recordedFold } from 'learning-engine/testing';
import { MasteryController } from './mastery.controller';
import { StreakV1Algorithm } from './streak-v1.algorithm';

describe('MasteryController', () => {
  let module: TestingModule;
  let controller: MasteryController;

  beforeEach(async () => {
    module = await Test.createTestingModule({
      imports: [EngineTestingModule.forRoot({ active: { mastery: 'v0' } })],
      controllers: [MasteryController],
    }).compile();
    await module.init();

    controller = module.get<MasteryController>(MasteryController);
  });
  afterEach(() => module.close());

  it('computes without a database', async () => {
    expect(await controller.compute()).toMatchObject({ states: [{ skill_id: 'fractions', p_known: 0.64 }] });
  });

  it('recognises the errors of the engine', async () => {
    await expect(controller.computeWithActiveVersion()).rejects.toMatchObject({
      status: 501,
      message: 'ALGORITHM_NOT_IMPLEMENTED',
    });
  });
});

describe('StreakV1Algorithm', () => {
  it('keeps the laws of the engine', () => {
    expect(brokenLaws(StreakV1Algorithm)).toEqual([]);
    expect(brokenFoldLaws(StreakV1Algorithm)).toEqual([]);
  });

  it('folds in this build as in the other', () => {
    expect(recordedFold(MasteryV1Algorithm)).toEqual({
      revision: 1,
      outputs: '562d11d85315dee7ea603cb9718fb7f55fe385c80cff0a80664ee6432e5175b9',
    });
  });
});
