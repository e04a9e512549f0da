import { KnownUsers } from './known-users.js';

describe(KnownUsers.name, () => {
  let now = 0;
  let known: KnownUsers;
  beforeEach(() => {
    now = 0;
    known = new KnownUsers(() => now);
  });

  it('knows a user, and a session of that user, each by itself', () => {
    known.add('ada', null, now);
    known.add('ben', 'monday', now);

    expect([known.has('ada', null), known.has('ada', 'monday'), known.has('ben', null)]).toEqual([true, false, false]);
    known.forget('ben', 'monday');
    expect([known.has('ada', null), known.has('ben', 'monday')]).toEqual([true, false]);
  });

  it('knows them for a minute from when they were looked for', () => {
    const soughtAt = now;
    now = 1000;
    known.add('ada', null, soughtAt);
    now = 59_999;
    expect(known.has('ada', null)).toBe(true);
    now = 60_000;
    expect(known.has('ada', null)).toBe(false);

    known.add('ada', null, now);
    expect(known.has('ada', null)).toBe(true);
  });

  it('keeps 10,000 of them: those that were looked for last', () => {
    for (let n = 0; n < 10_000; n += 1) known.add(String(n), null, now);
    known.add('0', null, now);
    known.add('one more', null, now);

    expect(['0', '1', '2', 'one more'].map((id) => known.has(id, null))).toEqual([true, false, true, true]);
  });
});
