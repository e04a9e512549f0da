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
});
