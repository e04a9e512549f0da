import { type Page } from 'playwright-core';
import { learnerOf } from 'learning-engine/learners';
import { signToken } from '../../src/auth/sign-token.js';
import { type AuthUser } from 'learning-engine/http';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useBrowser } from '../support/browser/use-browser.js';
import { useProviderService } from '../support/browser/use-provider-service.js';
import { VIEWS } from '../support/browser/views.js';
import { someAdmin } from '../support/http/api-client.js';
import { someUser, testEnv, useService } from '../support/http/use-service.js';
import { useStartSandbox } from '../support/processes/start-sandbox.js';

const SIGN_IN = { name: 'Sign in', level: 1 } as const;
const OVERVIEW = { name: 'Overview', level: 1 } as const;
const HOUR_MS = 3_600_000;

describe('signing in to the admin app', () => {
  const service = useService();
  const browser = useBrowser();
  const admin = () => `${service.origin}/admin/`;
  const token = (caller: AuthUser = someAdmin, seconds = 60) => signToken(testEnv, caller, seconds);
  const paste = async (page: Page, text: string) => {
    await page.getByLabel('Token', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Use this token' }).click();
  };
  const refusal = (page: Page) => page.getByRole('alert').innerText();
  afterEach(() => jest.restoreAllMocks());

  it.each(VIEWS)('asks for a token ($size, $scheme)', async (view) => {
    const page = await browser.open(admin(), view);

    await page.getByRole('heading', SIGN_IN).waitFor();
    expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(0); // there is no provider
    await takeScreenshot(page, 'sign-in');
    await expectAccessible(page);
  });

  it('takes the token of a link, and has it out of the address and the history at once', async () => {
    const page = await browser.open(`${admin()}#token=${token()}`);

    await page.getByRole('heading', OVERVIEW).waitFor();
    expect(page.url()).not.toContain('token');
    await page.goBack();
    expect(page.url()).toBe('about:blank');
    await page.goForward();
    await page.getByRole('heading', OVERVIEW).waitFor();
    expect(page.url()).not.toContain('token');
  });

  it('stays signed in over a reload, and ends with the tab', async () => {
    const page = await browser.open(`${admin()}#token=${token()}`);
    await page.getByRole('heading', OVERVIEW).waitFor();
    await page.reload();
    await page.getByRole('heading', OVERVIEW).waitFor();

    const other = await page.context().newPage();
    await other.goto(admin());
    await other.getByRole('heading', SIGN_IN).waitFor();
  });

  it.each<[string, () => string]>([
    ['nonsense', () => 'no token'],
    ['signed by another key', () => token().replace(/.{5}$/, 'AAAAA')],
    ['expired', () => token(someAdmin, -HOUR_MS / 1000)],
  ])('says that a token is not accepted: %s', async (_name, make) => {
    const page = await browser.open(admin(), { statuses: [401] });
    await paste(page, make());

    expect(await refusal(page)).toMatch(/^The service does not accept this token/);
    await paste(page, token());
    await page.getByRole('heading', OVERVIEW).waitFor();
  });

  it('says that a learner has no access, and takes another token then', async () => {
    const page = await browser.open(admin());
    await paste(page, token(someUser));

    expect(await refusal(page)).toMatch(/Your role is user/);
    await takeScreenshot(page, 'sign-in-refused');
    await paste(page, token());
    await page.getByRole('heading', OVERVIEW).waitFor();
  });

  it('says that the service does not answer', async () => {
    const page = await browser.open(admin(), { statuses: [503] });
    await page.route('**/v1/learning/me', (route) => route.fulfill({ status: 503, body: '' }));
    await paste(page, token());

    expect(await refusal(page)).toMatch(/^The service does not answer/);
  });

  it('signs out: the token is gone, also after a reload', async () => {
    const page = await browser.open(`${admin()}#token=${token()}`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', SIGN_IN).waitFor();

    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
    await page.reload();
    await page.getByRole('heading', SIGN_IN).waitFor();
  });

  it('says that a sign-in has ended in the middle, and leads back to the same page', async () => {
    const page = await browser.open(`${admin()}#token=${token()}`, { statuses: [401] });
    await page.getByRole('heading', OVERVIEW).waitFor();
    await page.evaluate('location.hash = "#/?from=here"');
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() + HOUR_MS);
    await page.reload();

    expect(await refusal(page)).toMatch(/^Your sign-in has ended/);
    await takeScreenshot(page, 'sign-in-ended');
    jest.restoreAllMocks();
    await paste(page, token());
    await page.getByRole('heading', OVERVIEW).waitFor();
    expect(page.url()).toBe(`${admin()}#/?from=here`);
  });
});

describe('signing in to the admin app at a provider', () => {
  const provided = useProviderService();
  const { open, signInAs } = provided;

  it.each(VIEWS)('offers to ($size, $scheme)', async (view) => {
    const page = await open('', view);

    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await takeScreenshot(page, 'sign-in-at-provider');
    await expectAccessible(page);
  });

  it('leads there, back to the page it began on, and shows what the role may', async () => {
    const page = await open('#/?from=here');
    const me = page.waitForResponse((response) => response.url().endsWith('/v1/learning/me'));
    await signInAs(page, 'ada');
    await page.getByRole('heading', OVERVIEW).waitFor();

    expect(page.url()).toBe(`${provided.origin}/admin/#/?from=here`);
    expect(await (await me).json()).toMatchObject({ role: 'admin', user_id: learnerOf('school', 'ada').id });
  });

  it('says that an account without a role has no access', async () => {
    const page = await open();
    await signInAs(page, 'mia');

    expect(await page.getByRole('alert').innerText()).toMatch(/Your role is user/);
  });

  it('says that the provider refused, and asks again', async () => {
    const page = await open();
    await signInAs(page, 'unknown');

    expect(await page.getByRole('alert').innerText()).toMatch(/^Signing in failed: /);
    expect(page.url()).toBe(`${provided.origin}/admin/`);
    await signInAs(page, 'ada');
    await page.getByRole('heading', OVERVIEW).waitFor();
  });

  it('signs out there, too: the next person is asked who they are', async () => {
    const page = await open();
    await signInAs(page, 'ada');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();

    expect(page.url()).toBe(`${provided.origin}/admin/`);
    await signInAs(page, 'tom');
    await page.getByText('reader', { exact: true }).waitFor();
  });
});

describe('the link that npm start prints', () => {
  const { main } = useStartSandbox();
  const browser = useBrowser();

  it('opens the admin app', async () => {
    const start = main();
    const [, link] = await start.saying(/Admin app +(http\S+)/);
    const page = await browser.open(link!);

    await page.getByRole('heading', OVERVIEW).waitFor();
    await page.getByText('admin', { exact: true }).waitFor();
    expect(page.url()).not.toContain('token');
    await page.close();
    start.signal('SIGTERM');
    expect(await start.end()).toBe(0);
  });
});
