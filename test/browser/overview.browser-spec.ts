import { someAdmin, useApi } from '../support/http/api-client.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

describe('the overview', () => {
  const admin = useAdmin();

  it.each(VIEWS)('shows what is active, on a $size and in $scheme', async (view) => {
    const page = await admin.open('/', view);
    const mastery = page.getByRole('region', { name: 'mastery' });
    await mastery.getByText('Active version').waitFor();

    expect(await mastery.innerText()).toContain('v0');
    await page.getByText('mastery runs a stub').waitFor();
    await takeScreenshot(page, 'overview');
    await expectAccessible(page);
  });

  it('shows what another administrator activates, without a reload', async () => {
    const page = await admin.open('/');
    const revision = page.getByRole('region', { name: 'revision' });
    await revision.getByText('v0').waitFor();

    await useApi(admin.service)
      .post('algorithms/revision/versions/v1/activate', { reason: 'Spaced by FSRS' }, someAdmin)
      .expect(200);

    await revision.getByText('v1').waitFor();
    await page.getByText('Spaced by FSRS').waitFor();
  });

  it('keeps what was read when the service does not answer, and says so', async () => {
    const page = await admin.open('/');
    const mastery = page.getByRole('region', { name: 'mastery' });
    await mastery.getByText('Active version').waitFor();

    await page.context().setOffline(true);
    await page.getByText('The service does not answer. What you see may be old').waitFor();
    expect(await mastery.innerText()).toContain('v0');
    await page.context().setOffline(false);
    await page.getByText('The service does not answer. What you see may be old').waitFor({ state: 'detached' });
  });
});
