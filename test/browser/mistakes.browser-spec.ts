import { randomUUID } from 'node:crypto';
import { type AuthUser } from 'learning-engine/http';
import { AnalysingHost } from '../support/engine/analysing-host.js';
import { answeredClass } from '../support/engine/answered-class.js';
import { simulatedClass } from '../support/models/simulated-class.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

const EXAM = '2026-01-20T12:00:00.000Z';

describe('the analyses of mistakes', () => {
  const admin = useAdmin();
  const exam = simulatedClass({ seed: 1, learners: 300, questions: 20, sd: 1, misconception: true, wrongKey: true });
  let test: AnalysingHost;
  let ofBank: string;
  let ofGroup: string;

  beforeAll(async () => {
    test = await AnalysingHost.open(admin.service.databaseUrl);
    await test.host.registry.activateAlgoVersion('mistakes', 'v2', { reason: 'a test' });
    await test.add(answeredClass(exam, EXAM, { bank_id: 'exam' }));
    const few = simulatedClass({ seed: 4, learners: 12, questions: 6, sd: 1 });
    await test.add(answeredClass(few, EXAM, { bank_id: 'quiz', group_ids: ['7b'] }));
    const before = '2026-01-21T12:00:00.000Z';
    ofBank = (await test.analysed({ bank_id: 'exam', before })).id;
    ofGroup = (await test.analysed({ bank_id: 'quiz', group_id: '7b', before })).id;
    await test.analysed({ bank_id: 'quiz', before: EXAM });
  });
  afterAll(() => test?.host.app.close());

  it.each(VIEWS)('are listed ($size, $scheme)', async (view) => {
    const page = await admin.open('/items/mistakes', view);
    await page.getByRole('row').nth(3).waitFor();
    await page.getByText('no answers', { exact: true }).waitFor();
    await takeScreenshot(page, 'mistake-analyses');
    await expectAccessible(page);
  });

  it('are found by bank and group, and the address says so', async () => {
    const page = await admin.open('/items/mistakes');
    await page.getByRole('row').nth(3).waitFor();
    await page.getByLabel('Bank', { exact: true }).fill('quiz');
    await page.getByLabel('Bank', { exact: true }).press('Enter');
    await page.getByRole('row').nth(3).waitFor({ state: 'detached' });
    await page.getByLabel('Group', { exact: true }).fill('7b');
    await page.getByLabel('Group', { exact: true }).press('Enter');
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    expect(page.url()).toContain('bank_id=quiz&group_id=7b');
    await page.getByRole('link', { name: ofGroup }).click();
    await page.getByRole('heading', { level: 1, name: 'Mistakes in bank quiz, group 7b' }).waitFor();
  });

  it.each(VIEWS)(
    'say which key to check, what misleads and which mistakes go together ($size, $scheme)',
    async (view) => {
      const page = await admin.open(`/items/mistakes/${ofBank}`, view);
      const letterOf = (option: number) => 'abcd'[option - 1]!;
      const named = (mistake: string) => {
        const [question, option] = mistake.split(' ');
        return { question: question!, option: letterOf(Number(option)) };
      };
      const right = named(exam.rightOption!);
      const key = exam.input.questions.find(({ question_id }) => question_id === right.question)!.key_option;
      const suspects = page.getByRole('region', { name: 'Keys to check' }).first();
      await suspects.getByRole('row').nth(1).waitFor();
      expect((await suspects.getByRole('cell').allInnerTexts()).slice(0, 3)).toEqual([
        ...[right.question, letterOf(key), right.option],
      ]);
      const pairs = page.getByRole('region', { name: 'Mistakes that go together' }).first();
      const [first, second] = exam.planted.map(named).map(({ question, option }) => `${option} of ${question}`);
      await pairs.getByRole('row').filter({ hasText: first! }).filter({ hasText: second! }).waitFor();
      const common = page.getByRole('region', { name: 'Common mistakes' }).first();
      await common.getByRole('row').nth(1).waitFor();
      expect(await common.getByRole('row').filter({ hasText: right.question }).count()).toBe(0);
      await takeScreenshot(page, 'mistake-analysis');
      await expectAccessible(page);
    },
  );

  it('say where learners are too few, and where nothing was analysed', async () => {
    const page = await admin.open(`/items/mistakes/${ofGroup}`);
    await page.getByText(/^The learners are too few to find any: it takes about \d+\.$/).waitFor();
    await page.getByText('No key is in doubt.').waitFor();
    await takeScreenshot(page, 'mistake-analysis-few');
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Items and mistakes' }).click();
    await page.getByRole('tab', { name: 'Mistakes' }).click();
    await page.getByRole('row').filter({ hasText: 'no answers' }).getByRole('link').click();
    await page.getByRole('alert').getByText('Nothing was analysed.').waitFor();
    await takeScreenshot(page, 'mistake-analysis-none');
    await expectAccessible(page);
  });

  it('are for a reader those of banks and of their groups', async () => {
    const reader: AuthUser = { userId: randomUUID(), role: 'reader', groupIds: ['7a'] };
    const page = await admin.open('/items/mistakes', { caller: reader });
    await page.getByRole('link', { name: ofBank }).waitFor();
    expect(await page.getByRole('link', { name: ofGroup }).count()).toBe(0);
    await page.getByRole('link', { name: ofBank }).click();
    await page.getByRole('heading', { level: 1, name: 'Mistakes in bank exam' }).waitFor();
    await page.getByRole('region', { name: 'About the analysis' }).waitFor();
    expect(await page.getByText('Job', { exact: true }).count()).toBe(0);
  });
});
