import { InvalidArgumentError } from '../errors/input.errors.js';
import { RowError } from './answer-of-row.js';
import { type RowReader } from './csv-rows.js';
import { zoneOffset } from './zone-offset.js';

/** As the table of reviews of Anki names its columns: https://github.com/ankidroid/Anki-Android/wiki/Database-Structure */
const COLUMNS = { id: 'id', card: 'cid', rating: 'ease', duration: 'time' } as const;

/** When the learner's day begins. */
export interface LearnersDay {
  /** IANA name of the zone. Default UTC. */
  zone?: string;
  /** The hour at which their day begins. Default 4, as Anki's. */
  rolloverHour?: number;
}

/**
 * Reads the reviews of an Anki collection, exported as a table with titles: `id` is the time in milliseconds and the id of the
 * review, `ease` 1 again to 4 easy; 0 is an entry that was made by hand, without an answer.
 *
 * @throws InvalidArgumentError for a column that is missing, and for a zone that is none
 */
export const revlogReader = ({ zone = 'UTC', rolloverHour = 4 }: LearnersDay): RowReader => {
  const offset = zoneOffset(zone, 'zone');
  return (titles) => {
    const places = Object.fromEntries(
      Object.entries(COLUMNS).map(([field, column]) => [field, titles.indexOf(column)]),
    ) as Record<keyof typeof COLUMNS, number>;
    const missing = Object.entries(COLUMNS).find(([field]) => places[field as keyof typeof COLUMNS] < 0);
    if (missing) {
      throw new InvalidArgumentError('answers', `must be reviews of Anki: the column ${missing[1]} is missing`);
    }
    return (record) => {
      const { id, card, rating, duration } = {
        id: record[places.id]!.trim(),
        card: record[places.card]!.trim(),
        rating: record[places.rating]!.trim(),
        duration: record[places.duration]!.trim(),
      };
      if (rating === '0') throw new RowError('is an entry that was made by hand: no answer was given');
      if (!/^\d{11,14}$/.test(id)) throw new RowError('id must be a time in milliseconds');
      const minutes = offset(Number(id)) - rolloverHour * 60;
      return {
        event: id,
        at: new Date(Number(id)).toISOString(),
        item: card,
        rating,
        duration_ms: duration,
        day_offset_minutes: String(minutes),
      };
    };
  };
};
