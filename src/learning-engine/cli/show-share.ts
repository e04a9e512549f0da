import { progressBar } from './progress-bar.js';

let shown = '';

/** Draws on a terminal how much of a work is done, on one line that goes when all is. */
export function showShare(work: string, share: number): void {
  if (!process.stderr.isTTY) return;
  const line = share >= 1 ? '' : `${work} ${progressBar(share)} ${Math.floor(share * 100)} %`;
  if (line === shown) return;
  shown = line;
  process.stderr.write(`\r\x1b[K${line}`);
}
