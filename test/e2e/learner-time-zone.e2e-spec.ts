import { type LearnerResponse } from 'learning-engine/http';
import { randomUUID } from 'node:crypto';
import { answer } from '../support/engine/answers.js';
import { atPointer, newUser, problem, someAdmin } from '../support/http/api-client.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';
import { useCommands } from '../support/processes/use-commands.js';

describe('the time zone of a learner', () => {
  const service = useService();
  const command = useCommands({
    get url() {
      return service.databaseUrl;
    },
  });
  const { api, query, recorded } = useLearners(service);
  const put = (learner: string, body: object, caller = platform) =>
    api.put(`learners/${learner}/time-zone`, body, caller);
  const zoneOf = async (learner: string) =>
    ((await api.get(`learners/${learner}`, platform).expect(200)).body as LearnerResponse).time_zone;

  it('is said over HTTP, until it is none, of one who was not known, too', async () => {
    const { userId } = newUser();
    const answered = await put(userId, { time_zone: 'Asia/Tokyo' }).expect(200);
    expect(answered.body).toEqual({ learner_id: userId, time_zone: 'Asia/Tokyo' });
    expect(await zoneOf(userId)).toBe('Asia/Tokyo');
    await put(userId, { time_zone: null }).expect(200);
    expect(await zoneOf(userId)).toBeNull();
    // The host knows them, too, as if an answer of theirs had come.
    expect(await query('SELECT id FROM users WHERE id = $1', [userId])).toEqual([{ id: userId }]);
  });

  it('is rejected where it is not one, and nothing is changed', async () => {
    const { userId } = newUser();
    await put(userId, { time_zone: 'Europe/Berlin' }).expect(200);
    // The last ones are known to Node, and mean another zone or none in the database.
    for (const time_zone of ['Europe/Bielefeld', '', '+01:00', 5, 'x'.repeat(65), 'IST', 'PNT']) {
      const refused = await put(userId, { time_zone }).expect(400);
      expect(refused.body).toEqual(problem('invalid-request', atPointer('/time_zone')));
    }
    for (const wrong of [{}, { timeZone: 'Europe/Berlin' }]) {
      expect((await put(userId, wrong).expect(400)).body).toEqual(problem('invalid-request'));
    }
    expect(await zoneOf(userId)).toBe('Europe/Berlin');
  });

  it('is said by programs and administrators alone, and of no one who was erased', async () => {
    const learner = newUser();
    const zone = { time_zone: 'Europe/Berlin' };
    for (const caller of [learner, { ...newUser(), role: 'reader' as const }]) {
      expect((await put(learner.userId, zone, caller).expect(403)).body).toEqual(problem('forbidden'));
    }
    await put(learner.userId, zone, someAdmin).expect(200);
    await api.delete(`learners/${learner.userId}`, {}, someAdmin).expect(200);
    expect((await put(learner.userId, zone).expect(410)).body).toEqual(problem('user-erased'));
  });

  it('is set once by a request that comes again', async () => {
    const { userId } = newUser();
    const key = randomUUID();
    const send = (time_zone: string) => put(userId, { time_zone }).set('Idempotency-Key', key);
    const first = await send('Asia/Tokyo').expect(200);
    await put(userId, { time_zone: 'Europe/Berlin' }).expect(200);
    expect((await send('Asia/Tokyo').expect(200)).body).toEqual(first.body);
    expect(await zoneOf(userId)).toBe('Europe/Berlin');
    expect((await send('Asia/Seoul').expect(422)).body).toEqual(problem('idempotency-key-reused'));
  });

  it('is said by a command', async () => {
    const { userId } = newUser();
    await recorded(userId, [answer('e1')]);
    const set = (zone: string, learner = userId) =>
      command(['time-zone', 'set', '--learner', learner, '--zone', zone, '--json']);
    const { code, stdout } = await set('Europe/Berlin');
    expect([code, JSON.parse(stdout)]).toEqual([0, { learner_id: userId, time_zone: 'Europe/Berlin' }]);
    expect(await zoneOf(userId)).toBe('Europe/Berlin');
    for (const [zone, learner, reason] of [
      ['Europe/Bielefeld', userId, '--zone must be a time zone'],
      ['IST', userId, '--zone must be a time zone that the database knows'],
      ['Europe/Berlin', 'x', '--learner must be'],
    ] as const) {
      const refused = await set(zone, learner);
      expect([refused.code, refused.stdout + refused.stderr]).toEqual([2, expect.stringContaining(reason)]);
    }
    expect((await set('none')).code).toBe(0);
    expect(await zoneOf(userId)).toBeNull();
  });
});
