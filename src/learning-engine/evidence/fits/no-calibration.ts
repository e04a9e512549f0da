/** Why there is no calibration, in words. */
export const REASONS = {
  NO_ANSWERS: 'No first answer to an item is among what was asked for.',
  TOO_FEW_ITEMS: 'Fewer than two items can be estimated: ability cannot be told from the difficulty of one.',
  TOO_MANY_ITEMS: 'There are answers to more than 10,000 items: name a bank or items.',
  TOO_FEW_ANSWERS: 'Fewer than two items have as many answers as min_attempts of the parameter set asks for.',
  NOT_SETTLED:
    'The estimates did not settle. An item may have a wrong key, which mistakes.analyse can find: leave it out by item_ids, or correct the key.',
  NOT_LINKED:
    'Fewer than 5 items are known to the calibration before, with enough answers, and have not changed: the scales cannot be linked. For a scale of its own, set linked_to to "none".',
} as const;

export type NoCalibration = keyof typeof REASONS;
