export const HOUR_MS = 3_600_000;

/** The last 24 hours, as a window that stays the same for a minute: so it is asked for once. */
export function lastDay() {
  const to = Math.ceil(Date.now() / 60_000) * 60_000;
  return { from: new Date(to - 24 * HOUR_MS).toISOString(), to: new Date(to).toISOString(), by: 'hour' as const };
}

/** What the runs of an algorithm were like in the last day, hour by hour: asked for once, however many parts of the page tell of it. */
export const runsOfADay = (algoKey: string) =>
  [
    'get',
    '/v1/learning/algorithms/{algo_key}/statistics',
    { params: { path: { algo_key: algoKey }, query: lastDay() } },
  ] as const;
