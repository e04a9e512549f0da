import { InstantField } from '../validation/fields.js';

/** A window of at most 31 days. */
export class LiveScoresQuery {
  @InstantField({
    description: 'Answers that were recorded at this instant or later.',
    example: '2026-11-01T00:00:00Z',
  })
  from: string;

  @InstantField({
    description: 'Answers that were recorded before this instant; at most 31 days after `from`.',
    example: '2026-12-01T00:00:00Z',
  })
  to: string;
}
