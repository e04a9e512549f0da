import { type Browser, chromium } from 'playwright-core';
import { packagedChromium } from './packaged-chromium.js';

/** Starts the Chromium of `CHROMIUM_PATH`, or the one that comes with a package. */
export async function launchBrowser(): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return chromium.launch({ executablePath: CHROMIUM_PATH });
  const { path, env } = await packagedChromium();
  return chromium.launch({ executablePath: path, env: { ...process.env, ...env } });
}
