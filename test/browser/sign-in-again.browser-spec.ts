import { type Page } from 'playwright-core';
import { type AuthUser } from 'learning-engine/http';
import { signToken } from '../../src/auth/sign-token.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { useProviderService } from '../support/browser/use-provider-service.js';
import { VIEWS } from '../support/browser/views.js';
import { someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { testEnv } from '../support/http/use-service.js';

const HOUR_MS = 3_600_000;
const ENDED = { name: 'Sign in again' } as const;
const OVERVIEW = { name: 'Overview', level: 1 } as const;
const token = (caller: AuthUser = someAdmin, seconds = 600) => signToken(testEnv, caller, seconds);

describe('a sign-in with a token that ends', () => {
  const admin = useAdmin();
  const { query } = useLearners(admin.service);
  /** Has the sign-in end as the page sends its next change, and no sooner: what else the page asks meanwhile would be refused first. */
  const endAsChangeIsSent = async (page: Page) => {
    let hasEnded = false;
    await page.route('**/v1/**', (route) => {
      if (!hasEnded && route.request().method() === 'POST') {
        hasEnded = true;
        const now = Date.now.bind(Date);
        jest.spyOn(Date, 'now').mockImplementation(() => now() + HOUR_MS);
      }
      return route.fallback();
    });
  };
  const paste = async (page: Page, text: string) => {
    await page.getByRole('dialog', ENDED).getByLabel('Token', { exact: true }).fill(text);
    await page.getByRole('dialog', ENDED).getByRole('button', { name: 'Use this token' }).click();
  };
  /** Types what a job is started with, and has the sign-in end before it is sent. */
  const startJob = async (page: Page, reason: string) => {
    await page.getByRole('button', { name: 'Start a job' }).click();
    await page.getByRole('dialog').getByLabel('Kind').selectOption('runs.retention');
    await page.getByLabel('Arguments', { exact: true }).fill('{"older_than_days": 400}');
    await page.getByRole('dialog').getByLabel('Reason').fill(reason);
    await endAsChangeIsSent(page);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('dialog', ENDED).waitFor();
  };
  afterEach(() => jest.restoreAllMocks());

  it.each(VIEWS)('asks over the page ($size, $scheme)', async (view) => {
    const page = await admin.open('/jobs', { ...view, statuses: [401] });
    await startJob(page, 'Before the night');
    await takeScreenshot(page, 'sign-in-again');
    await expectAccessible(page);
  });

  it('loses nothing that was typed, and does what was sent once', async () => {
    const page = await admin.open('/jobs', { statuses: [401] });
    await startJob(page, 'Typed before the end');
    await paste(page, 'no token');
    await page.getByRole('alert').getByText('The service does not accept this token').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(2);

    jest.restoreAllMocks();
    await paste(page, token());
    await page.getByRole('heading', { name: 'Job runs.retention' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await query(`SELECT count(*)::int AS jobs FROM job_runs WHERE reason = 'Typed before the end'`)).toEqual([
      { jobs: 1 },
    ]);
  });

  it('leaves the dialog behind it open when the change is refused', async () => {
    const page = await admin.open('/jobs', { statuses: [400, 401] });
    await page.getByRole('button', { name: 'Start a job' }).click();
    await page.getByRole('dialog').getByLabel('Kind').selectOption('runs.retention');
    await page.getByLabel('Arguments', { exact: true }).fill('{"older_than_days": 1}');
    await page.getByRole('dialog').getByLabel('Reason').fill('We keep 13 months');
    await endAsChangeIsSent(page);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('dialog', ENDED).waitFor();
    jest.restoreAllMocks();
    await paste(page, token());

    await page.getByRole('alert').getByText('/args/older_than_days').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('We keep 13 months');
  });

  it('begins the page anew for another account, which does not do what the first one meant', async () => {
    const page = await admin.open('/jobs', { statuses: [401, 403] });
    await startJob(page, 'Not by a reader');
    jest.restoreAllMocks();
    await paste(page, token({ userId: someAdmin.userId, role: 'reader', groupIds: ['7a'] }));

    await page.getByText('reader', { exact: true }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await query(`SELECT id FROM job_runs WHERE reason = 'Not by a reader'`)).toEqual([]);
  });

  it('is announced some minutes before, and can be renewed then or later', async () => {
    const page = await admin.open('/jobs');
    await page.evaluate(`sessionStorage.setItem('learning-engine.token', '${token(someAdmin, 200)}')`);
    await page.reload();
    await page.getByText(/^Your sign-in ends in [34] min\.$/).waitFor();
    await takeScreenshot(page, 'sign-in-ends-soon');
    await page.getByRole('button', ENDED).click();
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.getByRole('button', ENDED).click();
    await paste(page, token());
    await page.getByText(/^Your sign-in ends in/).waitFor({ state: 'detached' });
  });

  it('can be left: what was shown is gone', async () => {
    const page = await admin.open('/jobs', { statuses: [401] });
    await startJob(page, 'Never');
    await page.getByRole('dialog', ENDED).getByRole('button', { name: 'Sign out' }).click();

    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });
});

describe('a sign-in at a provider that ends', () => {
  const { open, signInAs } = useProviderService();
  const stored = (page: Page) => page.evaluate<string>("sessionStorage.getItem('learning-engine.token')");
  const signedIn = async (name: string) => {
    const page = await open('#/jobs', { statuses: [401] });
    await signInAs(page, name);
    await page.getByRole('button', { name: 'Start a job' }).waitFor();
    return { page, first: await stored(page) };
  };
  /** Has the service refuse one token, as it does once that has ended. */
  const refuse = (page: Page, ended: string) =>
    page.route('**/v1/**', (route) =>
      route.request().headers().authorization === `Bearer ${ended}`
        ? route.fulfill({ status: 401, json: { type: 'about:blank#unauthenticated', title: 'Unauthenticated' } })
        : route.continue(),
    );
  const start = async (page: Page) => {
    await page.getByRole('button', { name: 'Start a job' }).click();
    await page.getByRole('dialog').getByLabel('Kind').selectOption('runs.retention');
    await page.getByLabel('Arguments', { exact: true }).fill('{"older_than_days": 400}');
    await page.getByRole('dialog').getByLabel('Reason').fill('Typed before the end');
  };

  it('is renewed without the person before the token ends', async () => {
    const { page, first } = await signedIn('eve');
    await page.evaluate("sessionStorage.setItem('learning-engine.renew-at', '1')");
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByText('No run is as the filters say.').waitFor();

    expect(await stored(page)).not.toBe(first);
    expect(Number(await page.evaluate("sessionStorage.getItem('learning-engine.renew-at')"))).toBeGreaterThan(1);
  });

  it('is renewed when the service refuses the token, and what was typed is sent once more', async () => {
    const { page, first } = await signedIn('eve');
    await start(page);
    await refuse(page, first);
    await page.getByRole('button', { name: 'Start', exact: true }).click();

    await page.getByRole('heading', { name: 'Job runs.retention' }).waitFor();
    expect(await stored(page)).not.toBe(first);
  });

  it('is mended in a window beside the page, which closes when the provider still knows the person', async () => {
    const { page, first } = await signedIn('ada');
    await start(page);
    await refuse(page, first);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const dialog = page.getByRole('dialog', ENDED);
    await dialog.waitFor();
    await takeScreenshot(page, 'sign-in-again-at-provider');
    await expectAccessible(page);
    const beside = page.waitForEvent('popup');
    await dialog.getByRole('button', { name: 'Sign in, in a window beside this one' }).click();
    const other = await beside;

    await page.getByRole('heading', { name: 'Job runs.retention' }).waitFor();
    expect(await stored(page)).not.toBe(first);
    if (!other.isClosed()) await other.waitForEvent('close');
  });

  it('says that the provider refuses', async () => {
    const { page, first } = await signedIn('ada');
    await page.context().clearCookies();
    await refuse(page, first);
    await page.getByRole('link', { name: 'Runs' }).click();
    const beside = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in, in a window beside this one' }).click();
    const other = await beside;
    await other.getByLabel('Name').fill('unknown');
    await other.getByRole('button', { name: 'Continue' }).click();

    await page
      .getByRole('alert')
      .getByText(/^Signing in failed: /)
      .waitFor();
    expect(await page.getByRole('heading', OVERVIEW).count()).toBe(0);
  });
});
