import { TextField } from '../validation/fields.js';
import { streamedTypes } from './streamed-types.js';

/** Which events. */
export class EventsQuery {
  @TextField(200, {
    description: `Only events of these types, separated by commas: ${streamedTypes.join(', ')}. Default: all but answers.recorded that the role may read.`,
    example: 'job.progressed,job.ended',
    optional: true,
  })
  types?: string;

  @TextField(60, {
    description:
      'The id of the last event that was read: the stream begins with the next one. The header Last-Event-ID goes first.',
    optional: true,
  })
  after?: string;
}
