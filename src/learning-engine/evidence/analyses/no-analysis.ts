/** Why there is no analysis, in words. */
export const REASONS = {
  NO_ANSWERS: 'No first answer with an option, within the lookback, is among what was asked for.',
  NO_QUESTIONS: 'Of no question the key and at least two options are known: left_out says why.',
  TOO_FEW_LEARNERS: 'Fewer than 10 learners answered: counts would tell what single ones chose.',
  TOO_MANY_QUESTIONS: 'There are answers to more than 2,000 questions: name a bank or items.',
  TOO_MANY_ANSWERS:
    'There are more than 100,000 answers, and the version takes them in one part: name items, or a version that takes counts.',
  TOO_LARGE: 'What the version found takes more than 1 MiB: name items.',
  NOT_TAKEN: 'The version does not take these answers.',
} as const;

export type NoAnalysis = keyof typeof REASONS;
