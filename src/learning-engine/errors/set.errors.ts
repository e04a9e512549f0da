import { LearningEngineError } from './learning-engine.error.js';

/** There is no calibration with this id. Nothing was changed. */
export class CalibrationNotFoundError extends LearningEngineError {
  readonly code = 'CALIBRATION_NOT_FOUND';

  constructor(readonly calibrationId: string) {
    super(`There is no calibration ${calibrationId}. CalibrationsService.list has those that there are.`);
  }
}

/** There is no skill map with this id. Nothing was changed. */
export class SkillMapNotFoundError extends LearningEngineError {
  readonly code = 'SKILL_MAP_NOT_FOUND';

  constructor(readonly skillMapId: string) {
    super(`There is no skill map ${skillMapId}. SkillMapsService.list has those that there are.`);
  }
}

/** Another set was adopted, or withdrawn, since the caller looked. Nothing was changed. */
export class NotTheLastAdoptionError extends LearningEngineError {
  readonly code = 'NOT_THE_LAST_ADOPTION';

  constructor(
    readonly expectedId: string | null,
    readonly lastId: string | null,
  ) {
    super(
      `The last adoption is ${lastId ?? 'none'}, and not ${expectedId ?? 'none'}: what is active has changed since you looked. ` +
        'Look again, then decide.',
    );
  }
}

/** What is in a set was altered in the database. Nothing was changed. */
export class SetAlteredError extends LearningEngineError {
  readonly code = 'SET_ALTERED';

  constructor(readonly setId: string) {
    super(
      `What is in the set ${setId} is not what its digest says: rows were altered in the database. Restore them from a backup, or ` +
        'create the set anew from its source.',
    );
  }
}
