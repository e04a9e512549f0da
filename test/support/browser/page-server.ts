import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A page under a policy that lets it use what comes from its own origin alone. */
const PAGE = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'self'; img-src *",
};

/** Serves what is given by path: pages, and scripts where the path ends in `.js`. Everything else is 404. */
export async function servePages(pages: Readonly<Record<string, string>>): Promise<{ server: Server; origin: string }> {
  const server = createServer(({ url = '' }, response) => {
    const page = pages[url];
    if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200, url.endsWith('.js') ? { 'Content-Type': 'text/javascript' } : PAGE).end(page);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
