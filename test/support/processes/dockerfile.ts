import { readFileSync } from 'node:fs';

/** Instructions of the Dockerfile: name and the rest of the line, continued lines joined. */
export const instructions = readFileSync('Dockerfile', 'utf8')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter(Boolean)
  .map((line) => [line.split(' ')[0]!, line.slice(line.indexOf(' ') + 1)] as const);

/** What stands behind each instruction of a name. */
export const all = (name: string): string[] =>
  instructions.filter(([instruction]) => instruction === name).map(([, rest]) => rest);

/** The command of the health check. */
export const healthCheck = JSON.parse(/CMD (\[.*\])$/.exec(all('HEALTHCHECK')[0]!)![1]!) as string[];
