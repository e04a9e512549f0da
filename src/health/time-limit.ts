/** When an indicator stops waiting: a probe must know in a second, also when the database says nothing. */
export const TIME_LIMIT_MS = 800;
