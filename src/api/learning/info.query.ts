import { InstantField } from '../../http/validation/fields.js';

export class InfoQuery {
  @InstantField({ description: 'What was live at this instant, in place of now.', optional: true })
  as_of?: string;
}
