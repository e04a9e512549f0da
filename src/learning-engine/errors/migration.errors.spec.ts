import { SchemaBehindError } from './migration.errors.js';

describe(SchemaBehindError.name, () => {
  it('names what is missing, and of many the first and the last one', () => {
    expect(new SchemaBehindError(['A1', 'B2']).message).toContain('lacks 2 migrations (A1, B2). ');
    expect(new SchemaBehindError(['A1', 'B2', 'C3', 'D4']).message).toContain('lacks 4 migrations (A1 to D4). ');
  });
});
