import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { MasteryV1Algorithm, MasteryV2Algorithm, RevisionV1Algorithm } from 'learning-engine/algorithms';
import { type Algorithm } from 'learning-engine/authoring';
import { engineLines } from '../support/processes/engine-lines.js';
import {
  attempt,
  type Attempt,
  type Due,
  foldedBy,
  type Question,
  QUESTIONS,
  type Shown,
} from '../support/processes/platform-attempts.js';
import { usePlatform } from '../support/processes/use-platform.js';

/** What a document shows of a file: the name in its first line, and the rest without its indentation. */
const samplesIn = (page: string) =>
  [...readFileSync(page, 'utf8').matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, file, text]) => ({
    file: file!,
    text: withoutIndentation(text!),
  }));
const withoutIndentation = (text: string) => text.replaceAll(/^ +/gm, '').trim();

/** A small learning platform with tables and routes of its own, on the packed engine. Two processes of it serve. */
describe('a learning platform', () => {
  const { run, engine, sources, call, send, sql } = usePlatform(['mastery', 'revision', 'adaptive']);

  /** What is shown of a learner, once it is by this version. */
  async function shownBy(version: string, learner: string, server = 0): Promise<Shown> {
    for (;;) {
      const { body } = await call<Shown>(`learners/${learner}/skills`, { server });
      if (body.version === version) return body;
    }
  }
  /** Compares what both processes show with one fold, to the last bit. */
  async function expectFolded(
    algorithm: new () => Algorithm,
    version: string,
    learner: string,
    all: readonly Attempt[],
  ) {
    const expected = foldedBy(algorithm, all).filter(({ scope }) => scope.kind === 'skill');
    for (const server of [0, 1]) {
      const { isFresh, states } = await shownBy(version, learner, server);
      expect(isFresh).toBe(true);
      expect(states.map(({ scope_id, state, value }) => ({ scope_id, state, value }))).toEqual(
        expected.map(({ scope, state, value }) => ({ scope_id: scope.id, state, value })),
      );
    }
    const kept = await sql<{ event_id: string }>('SELECT event_id FROM learner_answers WHERE learner_id = $1', [
      learner,
    ]);
    const attempts = await sql<{ id: string }>('SELECT id FROM attempts WHERE learner_id = $1', [learner]);
    const ids = [...new Set(all.map(({ id }) => id))].sort();
    expect(kept.map(({ event_id }) => event_id).sort()).toEqual(ids);
    expect(attempts.map(({ id }) => id).sort()).toEqual(ids);
  }

  it('knows of the engine in few lines', () => {
    // Two lines more name fields of the engine: the candidates of `next`, and the query of the night.
    expect(engineLines(sources()).length).toBeLessThanOrEqual(38);
  });

  it('is what docs/keeping-learners.md shows', () => {
    const samples = samplesIn('docs/keeping-learners.md');

    expect(samples.length).toBeGreaterThan(6);
    for (const { file, text } of samples) {
      expect(withoutIndentation(readFileSync(`test/hosts/platform/src/${file}`, 'utf8'))).toContain(text);
    }
  });

  describe('of one learner', () => {
    const learner = randomUUID();
    const all: Attempt[] = [];
    const give = async (attempts: readonly Attempt[]) => {
      all.push(...attempts);
      const taken = await Promise.all(attempts.map((one, index) => send(learner, [one], index % 2)));
      expect(taken.map(({ status }) => status)).toEqual(attempts.map(() => 201));
    };

    it('takes 20 answers at once, and some again', async () => {
      const attempts = Array.from({ length: 20 }, (_, index) => attempt(100 + index, index % 3 > 0));
      all.push(...attempts);
      const calls = [...attempts, ...attempts.slice(0, 5)].map((one, index) => send(learner, [one], index % 2));
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(calls.map(() => 201));

      await expectFolded(MasteryV1Algorithm, 'v1', learner, all);
    });

    it('takes late answers', async () => {
      await give([40, 7, 103, 55].map((minute) => attempt(minute, minute % 2 === 0)));

      await expectFolded(MasteryV1Algorithm, 'v1', learner, all);
    });

    it('says what is due, by all answers', async () => {
      const cards = foldedBy(RevisionV1Algorithm, all);
      const dues = cards.map(({ due_at }) => due_at!).sort();
      const ends = dues[Math.floor(dues.length / 2)]!;
      const { body } = await call<Due>(`learners/${learner}/today?ends=${ends}`);

      expect(body.due.map(({ scope_id, due_at }) => [scope_id, Date.parse(due_at)])).toEqual(
        cards
          .filter(({ due_at }) => Date.parse(due_at!) < Date.parse(ends))
          .map(({ scope, due_at }): [string, number] => [scope.id, Date.parse(due_at!)])
          .sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1)),
      );
      expect(body.due.length).toBeGreaterThan(0);
    });

    it('keeps its answers when another version becomes active, and when it is rolled back', async () => {
      await engine('activate mastery v2 --reason "Predicts better"');
      await expectFolded(MasteryV2Algorithm, 'v2', learner, all);
      await give([130, 131, 3, 60].map((minute) => attempt(minute, true)));
      await expectFolded(MasteryV2Algorithm, 'v2', learner, all);

      await engine('rollback mastery --reason "Teachers ask for it"');
      await expectFolded(MasteryV1Algorithm, 'v1', learner, all);
      await give([140, 2].map((minute) => attempt(minute, false)));
      await expectFolded(MasteryV1Algorithm, 'v1', learner, all);
    });

    it('asks what comes next, with the difficulty that the night found', async () => {
      // The answers of one learner do not say how difficult a question is.
      expect(await run('node dist/nightly.js')).toBe('0 difficulties\n');
      expect((await call<Question>(`learners/${learner}/next`)).body).toMatchObject({ difficulty: null });
      // Of learners who know more and more, each gets so many of the questions right, which become harder.
      for (let known = 0; known < 14; known += 1) {
        const answers = QUESTIONS.map((question, index) =>
          attempt(index, (index * 7 + known * 3) % 12 < known, question),
        );
        expect((await send(randomUUID(), answers)).status).toBe(201);
      }
      const said = await run('node dist/nightly.js');
      expect(said).toBe('12 difficulties\n');
      expect(await run('node dist/nightly.js')).toBe(said);

      const found = await sql<{ item_id: string; difficulty: number }>(
        'SELECT item_id, difficulty FROM item_difficulties',
      );
      expect(found).toHaveLength(12);
      const next = async () => (await call<Question>(`learners/${learner}/next`)).body;
      let asked = await next();
      while (asked.difficulty === null) asked = await next();
      expect(asked.difficulty).toBe(found.find(({ item_id }) => item_id === asked.id)!.difficulty);
      await expectFolded(MasteryV1Algorithm, 'v1', learner, all);
    });
  });

  it('keeps an attempt with its answer, or neither', async () => {
    const learner = randomUUID();
    const kept = async () => {
      const tables = ['attempts', 'answer_inbox', 'learner_answers'];
      const rows = tables.map((table) => sql(`SELECT FROM ${table} WHERE learner_id = $1`, [learner]));
      return (await Promise.all(rows)).map(({ length }) => length);
    };

    const unknown = { ...attempt(1, true), question: 'nothing' };
    expect((await send(learner, [attempt(2, true), unknown])).status).toBe(400);
    const refusedByTheTable = { ...attempt(1, true), option: 0 };
    expect((await send(learner, [attempt(2, true), refusedByTheTable])).status).toBe(500);
    const refusedByTheEngine = { ...attempt(1, true), at: '+012026-09-01T08:00:00.000Z' };
    expect((await send(learner, [attempt(2, true), refusedByTheEngine])).status).toBe(500);
    expect(await kept()).toEqual([0, 0, 0]);

    await send(learner, [attempt(2, true)]);
    expect(await kept()).toEqual([1, 1, 0]);
  });

  it('shows a teacher the mistake that a class has in common', async () => {
    // They choose options that no other one chooses.
    for (const wrong of [{ 'fractions-1': 4, 'fractions-2': 1 }, {}]) {
      for (let index = 0; index < 6; index += 1) {
        const options = { 'fractions-1': 2, 'fractions-2': 3, ...wrong };
        const now = new Date(Date.now() - 1000).toISOString();
        const attempts = Object.entries(options).map(([question, option]) => ({
          id: randomUUID(),
          question,
          option,
          at: now,
        }));
        await send(randomUUID(), attempts);
      }
    }
    const { body } = await call<{ distractors: object[]; pairs: object[] }>('teacher/mistakes');

    expect(body.distractors).toContainEqual(expect.objectContaining({ question_id: 'fractions-1', option: 4 }));
    expect(body.pairs).toContainEqual(
      expect.objectContaining({
        a: { question_id: 'fractions-1', option: 4 },
        b: { question_id: 'fractions-2', option: 1 },
      }),
    );
  });

  it('erases a learner, whose answers do not come back', async () => {
    const learner = randomUUID();
    const attempts = [attempt(1, true), attempt(2, false)];
    await send(learner, attempts);
    await expectFolded(MasteryV1Algorithm, 'v1', learner, attempts);
    const exported = await engine(`export --learner ${learner}`);
    expect(exported.match(/"table":"attempts"/g)).toHaveLength(2);
    expect(exported.match(/"table":"learner_answers"/g)).toHaveLength(2);

    expect((await call(`learners/${learner}`, { method: 'DELETE' })).status).toBe(200);
    expect((await send(learner, attempts)).status).toBe(500);
    for (const table of ['attempts', 'learner_answers', 'learner_states', 'answer_inbox']) {
      expect(await sql(`SELECT FROM ${table} WHERE learner_id = $1`, [learner])).toEqual([]);
    }
  });
});
