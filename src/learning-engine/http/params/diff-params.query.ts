import { TextField } from '../validation/fields.js';

/** Where the other set is. */
export class DiffParamsQuery {
  @TextField(200, {
    description: 'Version of the set `to_id`. Without it: the same version.',
    optional: true,
  })
  to_version?: string;
}
