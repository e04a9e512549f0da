import { RunTrigger } from '../domain/run-trigger.js';
import { databaseFailure } from '../errors/database-failure.js';
import { writeChanges } from './learner-changes.js';
import { type Head } from './learner-heads.js';
import { entryOf } from './log-entry.js';

const head: Head = {
  id: 'person',
  ...{ revision: 1, lastSeq: 2, mergedInto: null, isErased: false, hasInbox: false, excludesSessions: false, now: 0 },
  accounts: new Map([
    ['person', { revision: 1, lastSeq: 1 }],
    ['account', { revision: 1, lastSeq: 1 }],
  ]),
  ...{ known: new Map(), positions: new Map(), states: new Map() },
};
const time = { at: 0, given_at: null, sent_at: null, quarantine: null };
const ids = { learnerId: 'account', seq: 2, version: 1, digest: '00', time, source: null };
const entry = entryOf({ event_id: 'e1', at: '2026-01-01T00:00:00Z', item_id: 'i1', skill_ids: [], correct: true }, ids);
const change = { head, entries: [entry], folds: [], trigger: RunTrigger.SUBMIT, inbox: [] };

describe('changes of a person', () => {
  const write = (written: readonly string[]) =>
    writeChanges(<Row>() => Promise.resolve(written.map((id) => ({ id })) as Row[]), [change], []);

  it('are a conflict, which is repeated, where an account is in the hand of another writer', async () => {
    const failure = await write(['person']).catch(databaseFailure);
    expect(failure).toBe('conflict');
  });

  it('are made of all accounts, or of none', async () => {
    expect([...(await write(['person', 'account'])).keys()]).toEqual(['person']);
    expect([...(await write([])).keys()]).toEqual([]);
  });
});
