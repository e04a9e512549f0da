import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';

describe('what is around the pages', () => {
  const admin = useAdmin();

  it('says that the app was updated when a page of the former one is gone, and keeps the menu', async () => {
    const page = await admin.open('/');
    // As the browser says it of a file that is gone; that it says so to the console, too, is not what is tested.
    const body = "throw new TypeError('Failed to fetch dynamically imported module')";
    await page.route(/runs-page-/, (route) => route.fulfill({ contentType: 'text/javascript', body }));
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('heading', { name: 'The app was updated' }).waitFor();
    await takeScreenshot(page, 'app-updated');
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
  });

  it('does not say that all is well when it could not find out', async () => {
    const page = await admin.open('/', { statuses: [500] });
    await page.route(/\/statistics\?/, (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"Broken","status":500}' }),
    );
    await page.reload();

    await page.getByText('whether they need attention is not known').waitFor();
    expect(await page.getByText('Nothing needs attention.').count()).toBe(0);
  });

  it('leads to the heading of another page, and back to the button of a dialog that was closed', async () => {
    const page = await admin.open('/');
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.locator('h1:focus', { hasText: 'Jobs' }).waitFor();

    const start = page.getByRole('button', { name: 'Start a job' });
    await start.click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Start a job' }).waitFor();
  });

  it('keeps nothing of a page in the next one of the same form', async () => {
    const page = await admin.open('/');
    // What was active last is known of both.
    for (const name of ['mastery', 'revision'])
      await page.getByRole('region', { name }).getByText('Activated').waitFor();
    await page.evaluate("location.hash = '#/algorithms/mastery/versions/v0/tune'");
    await page.getByRole('button', { name: 'Check' }).waitFor();
    await page.evaluate("location.hash = '#/algorithms/revision/versions/v1/tune'");
    await page.getByRole('heading', { level: 1, name: 'Tune revision v1' }).waitFor();
    await page.locator('input[inputmode=decimal]').first().fill('0.8');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('region', { name: 'The service takes this set' }).waitFor();
    // What became active of the other algorithm did not become active since.
    expect(await page.getByText('Since you opened this page').count()).toBe(0);
  });

  it('is found by an address that was typed without the #', async () => {
    const page = await admin.open('/');
    await page.goto(`${admin.service.origin}/admin/runs?status=FAILED`);
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    await page.getByText('No run is as the filters say.').waitFor();
    expect(page.url()).toBe(`${admin.service.origin}/admin/#/runs?status=FAILED`);
  });

  it('does not let a link replace who is signed in', async () => {
    const page = await admin.open('/');
    const token = await page.evaluate("sessionStorage.getItem('learning-engine.token')");
    await page.evaluate("location.hash = '#token=another.persons.token'");
    await page.waitForURL((url) => url.hash === '');
    await page.getByText('Learning engine').waitFor();

    expect(await page.evaluate("sessionStorage.getItem('learning-engine.token')")).toBe(token);
  });
});
