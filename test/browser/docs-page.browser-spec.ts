import { takeScreenshot } from '../support/browser/look-at.js';
import { useBrowser } from '../support/browser/use-browser.js';
import { VIEWS } from '../support/browser/views.js';
import { useService } from '../support/http/use-service.js';

describe('the page of the API document', () => {
  const service = useService();
  const browser = useBrowser();

  it.each(VIEWS)('shows the routes under its policy ($size, $scheme)', async (view) => {
    const page = await browser.open(`${service.origin}/docs`, view);

    await page.getByText('/v1/learning/info', { exact: true }).first().waitFor();
    await takeScreenshot(page, 'docs');
  });
});
