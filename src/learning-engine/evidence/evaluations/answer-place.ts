import { type Place } from '../../kit/time-order.js';

const LARGEST = 1e15;

/**
 * A text for the place of an answer among those of all learners: texts are in the order of their code units as answers are in time, by
 * `comparePlaces` and then by their learners.
 *
 * @param learnerId a UUID
 */
export const answerPlace = ({ instant, sequence, id }: Place, learnerId: string): string =>
  [padded(instant + LARGEST, 16), padded((sequence ?? -1) + 1, 17), idPlace(id), learnerId].join(' ');

/** As `compareIds`: ids of digits come first, and compare as numbers. */
function idPlace(id: string): string {
  if (!/^\d+$/.test(id)) return `1${id}`;
  const digits = id.replace(/^0+(?=\d)/, '');
  return `0${padded(digits.length, 3)}${digits}${padded(id.length, 3)}`;
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');
