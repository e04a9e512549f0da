import { InstantField } from '../validation/fields.js';

export class InfoQuery {
  @InstantField({ description: 'Show what was active at this instant instead of now.', optional: true })
  as_of?: string;
}
