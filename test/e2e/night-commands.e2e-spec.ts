import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { AnalysingHost } from '../support/engine/analysing-host.js';
import { answeredClass } from '../support/engine/answered-class.js';
import { ended } from '../support/engine/open-jobs.js';
import { simulatedClass } from '../support/models/simulated-class.js';
import { useCommands } from '../support/processes/use-commands.js';

const EXAM = '2026-01-20T12:00:00.000Z';

describe('commands that show what jobs of the night have found', () => {
  const database = useTestDatabase();
  const run = useCommands(database);
  let ofBank: string;
  let ofGroup: string;
  let fit: string;
  beforeAll(async () => {
    const test = await AnalysingHost.open(database.url);
    const { host } = test;
    try {
      for (const key of ['mistakes', 'mastery'])
        await host.registry.activateAlgoVersion(key, 'v2', { reason: 'a test' });
      const exam = simulatedClass({ seed: 1, learners: 40, questions: 8, sd: 1 });
      await test.add(answeredClass(exam, EXAM, { bank_id: 'exam', group_ids: ['7b'] }));
      const before = '2026-01-21T12:00:00.000Z';
      ofBank = (await test.analysed({ bank_id: 'exam', before })).id;
      ofGroup = (await test.analysed({ group_id: '7b', before: EXAM })).id;
      fit = (await host.jobs.enqueue('fit.mastery', {})).id;
      expect(await ended(host.jobs, fit)).toMatchObject({ status: 'SUCCESS' });
    } finally {
      await host.app.close();
    }
  });
  const json = async (args: string[], code = 0): Promise<unknown> => {
    const { code: actual, stdout, stderr } = await run([...args, '--json']);
    expect([actual, stderr]).toEqual([code, '']);
    return JSON.parse(stdout);
  };
  const text = async (args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };

  it('list analyses of mistakes by bank and by group, page by page', async () => {
    expect(await text(['analyses', 'list'])).toMatch(
      new RegExp(
        `^id +bank +group +outcome +made\n${ofGroup}  -     7b     NO_ANSWERS  .*Z\n${ofBank}  exam  -      ANALYSED    .*Z\n$`,
      ),
    );
    expect(await json(['analyses', 'list', '--bank', 'exam'])).toMatchObject({
      ...{ mistake_analyses: [{ id: ofBank, bank_id: 'exam', learners: 40 }], next_before: null },
    });
    expect(await json(['analyses', 'list', '--group', '7b'])).toMatchObject({ mistake_analyses: [{ id: ofGroup }] });
    expect(await text(['analyses', 'list', '--limit', '1'])).toContain(`More: --before ${ofGroup}\n`);
    expect(await json(['analyses', 'list', '--before', ofGroup])).toMatchObject({ mistake_analyses: [{ id: ofBank }] });
    expect(await json(['analyses', 'list', '--before', 'x'], 2)).toMatchObject({
      error: { message: expect.stringContaining('before') as string },
    });
  });

  it('print an analysis: for people what was looked at, for programs all that was found', async () => {
    const shown = await text(['analyses', 'show', ofBank]);
    expect(shown).toContain(`Analysis ${ofBank} of bank exam by mistakes v2: ANALYSED\n`);
    expect(shown).toContain('320 first answers of 40 learners, from ');
    expect(shown).toMatch(/\n8 questions, 0 left out\.\n/);
    expect(shown).toMatch(/\ndistractors: 24\n/);
    expect(shown).toMatch(/\npairs: \d+\n/);
    expect(await text(['analyses', 'show', ofGroup])).toContain(
      'of group 7b by mistakes v2: NO_ANSWERS\nNo first answer',
    );
    expect(await json(['analyses', 'show', ofBank])).toMatchObject({ id: ofBank, result: { pairs: {} }, report: {} });
    expect(await json(['analyses', 'show', randomUUID()], 1)).toMatchObject({
      error: { code: 'MISTAKE_ANALYSIS_NOT_FOUND' },
    });
  });

  it('list and print reports of fits', async () => {
    expect(await text(['fits', 'list', '--key', 'mastery'])).toMatch(
      new RegExp(`^id +version +outcome +made\n${fit}  mastery v2  TOO_FEW_ANSWERS  .*Z\n$`),
    );
    expect(await json(['fits', 'list', '--key', 'revision'])).toEqual({ fit_reports: [], next_before: null });
    expect(await json(['fits', 'list', '--key', 'unknown'], 1)).toMatchObject({
      error: { code: 'REJECTED' },
    });
    const shown = await text(['fits', 'show', fit]);
    expect(shown).toContain(`Fit ${fit} of mastery v2: TOO_FEW_ANSWERS\n`);
    expect(shown).toMatch(/\nTrained on \d+ answers of \d+ learners,\njudged by \d+ answers of \d+ others from /);
    expect(await json(['fits', 'show', fit])).toMatchObject({ id: fit, outcome: 'TOO_FEW_ANSWERS', params_id: null });
    expect(await json(['fits', 'show', randomUUID()], 1)).toMatchObject({ error: { code: 'FIT_REPORT_NOT_FOUND' } });
  });
});
