import { AdaptiveV2Algorithm, AdaptiveV2Params } from 'learning-engine/algorithms';

/** The questions that tell most about an ability of 0, best first, of a bank with a line of discrimination, difficulty and guessing for each. */
export function mostInformative(lines: readonly string[], count: number): string {
  const candidates = lines.map((line, index) => {
    const [discrimination, difficulty, guess] = line.trim().split(/\s+/).map(Number) as [number, number, number];
    return {
      ...{ item_id: `${index + 1}`, concept_id: null, discrimination, difficulty, guess },
      ...{ answers: 0, last_seen_at: null },
    };
  });
  const params = Object.assign(new AdaptiveV2Params(), { among_best: 1, max_exposure: 1 });
  const { items } = new AdaptiveV2Algorithm().compute(params, {
    ...{ purpose: 'measure', now: '2026-01-21T12:00:00.000Z', seed: 'any', count, candidates },
  });
  return items.map(({ item_id }) => item_id).join(', ');
}
