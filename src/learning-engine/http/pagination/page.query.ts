import { IntegerField, TextField } from '../validation/fields.js';

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
