/** The kinds of jobs of the learners' room. */
export const BUILD_PROJECTION = 'learners.build-projection';
export const WARM_ACTIVATION = 'learners.warm-activation';
export const CLEAR_PROJECTIONS = 'learners.clear-projections';
export const IMPORT_ANSWERS = 'learners.import-answers';
