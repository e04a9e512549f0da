import { TextField } from '../validation/fields.js';

export class SetTimeZoneRequest {
  @TextField(64, {
    description: 'Time zone of the IANA database, by its full name. Null for none.',
    example: 'Europe/Berlin',
    nullable: true,
  })
  time_zone: string | null;
}
