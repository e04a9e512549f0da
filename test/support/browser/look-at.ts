import { AxeBuilder } from '@axe-core/playwright';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Page } from 'playwright-core';
import { SIZES } from './views.js';

const FOLDER = resolve('screenshots');

/** The levels A and AA of the Web Content Accessibility Guidelines 2.2. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Findings that keep people out. */
const GRAVE = ['serious', 'critical'];

/** Keeps a picture of the whole page for a person to look at: `screenshots/<name>-<size>-<scheme>.png`. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const size = Object.entries(SIZES).find(([, { width }]) => width === page.viewportSize()?.width)![0];
  const isDark = await page.evaluate<boolean>("matchMedia('(prefers-color-scheme: dark)').matches");
  const path = resolve(FOLDER, `${name}-${size}-${isDark ? 'dark' : 'light'}.png`);
  await page.evaluate('scrollTo(0, 0)'); // what stays in place while one scrolls stands where the page was scrolled to
  await page.screenshot({ path, fullPage: true });
}

/** Fails where a page keeps people out who cannot see, hear or point well: each finding with the elements that have it. */
export async function expectAccessible(page: Page): Promise<void> {
  // Our pages have no frames: with them, axe would collect the results of all in another page, and take three times as long.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.withTags(RULES).analyze();
  const findings = violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })));
  expect(findings).toEqual([]);
}
