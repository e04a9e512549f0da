import { IntegerField, OneOfField, TextField } from '../validation/fields.js';

const SOURCE = 'The system that the answers are from: letters, digits and . _ ~ -';

const LAST_LINE = Number.MAX_SAFE_INTEGER;

/** What a body has. */
export class ImportAnswersQuery {
  @TextField(100, { description: SOURCE, example: 'moodle-2026' })
  source: string;

  @IntegerField(1, LAST_LINE, { description: 'The number of the first line of the body. Default 1.', optional: true })
  from_line?: string;

  @OneOfField(['true', 'false'], {
    description: 'Whether other bodies follow. Default false: then the answers are recorded.',
    optional: true,
  })
  more?: 'true' | 'false';
}

/** Which imports. */
export class ImportsQuery {
  @TextField(100, { description: `${SOURCE}. Default: all.`, optional: true })
  source?: string;

  @IntegerField(1, 200, { description: 'Imports, at most. Default 50.', optional: true })
  limit?: string;
}

/** Which lines. */
export class RejectsQuery {
  @IntegerField(0, LAST_LINE, { description: 'The last line of the page before.', optional: true })
  after?: string;

  @IntegerField(1, 200, { description: 'Lines in a page, at most. Default 50.', optional: true })
  limit?: string;
}
