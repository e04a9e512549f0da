import { type LearnersService } from 'learning-engine/learners';

/** Makes a person a side of merges, and one who makes them; the first of three others stays merged into them. */
export async function mergeAround(
  learners: LearnersService,
  person: string,
  [merged, apart, third]: readonly string[],
): Promise<void> {
  const who = { reason: 'r', actorUserId: person };
  for (const [from, into] of [
    [person, apart!],
    [apart!, third!],
  ] as const) {
    await learners.merge(from, into, who);
    await learners.unmerge(from, who);
  }
  await learners.merge(merged!, person, { reason: 'r' });
}
