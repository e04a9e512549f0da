import { IntegerField, TextField } from '../validation/fields.js';
import { fromCursor, type Walk } from './cursor.js';

/** The part of a query that names a page. */
export class PageQuery {
  @IntegerField(1, 200, {
    description: 'Entries in a page, at most; there are fewer where they are large.',
    example: 50,
    optional: true,
  })
  limit?: string;

  @TextField(2000, {
    description: '`next_cursor` of the page before, with the same filters and by the same caller.',
    optional: true,
  })
  cursor?: string;
}

/** As the engine is asked for it. */
export const pageOf = ({ limit, cursor }: PageQuery, walk: Walk): { limit?: number; after?: string } => ({
  limit: limit === undefined ? undefined : Number(limit),
  after: fromCursor(cursor, walk),
});
