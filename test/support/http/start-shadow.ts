import { type ShadowsResponse } from 'learning-engine/http';
import { REASON, SHADOW } from './route-bodies.js';

type Ask<Answer> = (method: string, path: string, body?: object) => Promise<Answer>;

/** One at a time computes beside the active version: the last one is ended before. */
export async function startShadow<Answer extends { status: number; body: string }>(
  ask: Ask<Answer>,
  path: string,
): Promise<Answer> {
  const listed = await ask('GET', `${path}?limit=1`);
  if (listed.status !== 200) return listed;
  const [last] = (JSON.parse(listed.body) as ShadowsResponse).shadows;
  const ended = last && (await ask('POST', `${path}/${last.id}/end`, REASON));
  return ended && ended.status !== 200 ? ended : ask('POST', path, SHADOW);
}
