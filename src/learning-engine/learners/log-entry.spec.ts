import { countedAnswer, entryOf } from './log-entry.js';

describe(countedAnswer.name, () => {
  it('gives each skill of a question the same share', () => {
    const time = { at: 0, given_at: null, sent_at: null, quarantine: null };
    const facts = {
      learnerId: '11111111-1111-4111-8111-111111111111',
      seq: 1,
      version: 1,
      digest: '',
      time,
      source: null,
    };
    const entry = entryOf(
      { event_id: 'e', at: '1970-01-01T00:00:00Z', correct: true, skill_ids: ['b', 'a', 'b'] },
      facts,
    );

    expect(countedAnswer(entry).answer.skills).toEqual([
      { skill_id: 'a', weight: 0.5 },
      { skill_id: 'b', weight: 0.5 },
    ]);
  });
});
