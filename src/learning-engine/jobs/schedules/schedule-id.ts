const SCHEDULE_ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** The form of the id of a schedule, which its creator chooses. */
export const SCHEDULE_ID_RULE =
  'must be 1 to 64 lower case letters, digits, points, hyphens and underscores, such as nightly-check';

export const SCHEDULE_ID_PATTERN = SCHEDULE_ID.source;

export const isScheduleId = (id: unknown): id is string => typeof id === 'string' && SCHEDULE_ID.test(id);
