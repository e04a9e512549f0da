/** How often a test of faults tries: a few times in `npm test`, as often as it takes in `npm run test:faults`. */
export const scaled = (full: number, reduced: number): number => (process.env.FULL_FAULTS ? full : reduced);
