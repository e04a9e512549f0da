import { type BrowserContext, type ConsoleMessage } from 'playwright-core';

/** What a test lets its pages do beside what is good everywhere. */
export interface Allowances {
  /** Other origins that the pages may call, such as that of the provider that signs in. */
  origins?: readonly string[];
  /** Statuses from 400 on that the API is to answer: the browser itself writes each to the console. */
  statuses?: readonly number[];
}

/** The browser's line about an answer, which the page that handles it cannot avoid. */
const REFUSED = /^Failed to load resource: the server responded with a status of (\d{3})/;

/** The service is busy, as it is on a slow machine: the page asks again, and a test waits for what it is about. */
const BUSY = 503;

/** Has the page tell of violations, which it may do where its policy lets it do little else. */
const TELL_OF_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  tellOfViolation(event.effectiveDirective + ' ' + event.blockedURI))`;

/**
 * Listens to all pages of a context.
 *
 * @param origin the origin of the pages
 * @returns what must not happen, as it happens: errors that are thrown or written to the console, violations of the content
 * security policy, and requests to other origins
 */
export async function watchPages(
  context: BrowserContext,
  origin: string,
  { origins = [], statuses = [] }: Allowances,
): Promise<string[]> {
  const findings: string[] = [];
  const isAllowed = (message: ConsoleMessage): boolean => {
    const url = message.location().url;
    if (!URL.canParse(url)) return false;
    const { origin: source, pathname } = new URL(url);
    const status = REFUSED.exec(message.text())?.[1];
    return origins.includes(source) || (pathname.startsWith('/v1/') && [BUSY, ...statuses].includes(Number(status)));
  };

  context.on('console', (message) => {
    if (message.type() === 'error' && !isAllowed(message)) findings.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => findings.push(`error: ${String(error.error())}`));
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (/^https?:$/.test(protocol) && ![origin, ...origins].includes(asked)) findings.push(`request: ${request.url()}`);
  });
  await context.exposeFunction('tellOfViolation', (violation: string) => findings.push(`policy: ${violation}`));
  await context.addInitScript(TELL_OF_VIOLATIONS);
  return findings;
}
