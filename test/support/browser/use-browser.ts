import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { launchBrowser } from './launch-browser.js';
import { type Allowances, watchPages } from './page-findings.js';
import { SIZES, type View } from './views.js';

/** Only what hangs is given up: how long a page takes depends on the machine. */
const HUNG_MS = 120_000;

/** How a page is opened: on a desk and in light, unless it says otherwise. */
export interface Opening extends Partial<View>, Allowances {}

export interface TestBrowser {
  /** Opens an address in a browser that knows nothing of other tests. */
  open(url: string, opening?: Opening): Promise<Page>;
}

/**
 * A Chromium for the tests of one file. A test fails when a page in it writes an error to the console, throws one, violates its
 * content security policy or asks another origin for something.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser;
  let opened: { context: BrowserContext; findings: string[] }[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    const all = opened;
    opened = [];
    await Promise.all(all.map(({ context }) => context.close()));
    expect(all.flatMap(({ findings }) => findings)).toEqual([]);
  });
  afterAll(() => browser?.close());
  return {
    open: async (url, { size = 'desk', scheme = 'light', ...allowances } = {}) => {
      // Nothing depends on whose machine it is, and nothing moves while a test looks at it.
      const context = await browser.newContext({
        viewport: SIZES[size],
        colorScheme: scheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      });
      context.setDefaultTimeout(HUNG_MS);
      opened.push({ context, findings: await watchPages(context, new URL(url).origin, allowances) });
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
  };
}
