import { type Request, type Response } from 'express';
import { type Env } from '../config/env.js';
import { RequestCounts } from './request-counts.js';

const response = { set: () => undefined } as unknown as Response;
const from = (ip: string) => ({ ip, socket: {} }) as Request;

describe(RequestCounts.name, () => {
  it('counts networks apart up to a number, and the rest together', async () => {
    const counts = new RequestCounts({ RATE_LIMIT_PER_MINUTE: 2 } as Env);
    for (let n = 0; n < 10_000; n += 1) await counts.count(from(`10.0.${n >> 8}.${n & 255}`), response);
    await counts.count(from('10.9.0.1'), response);
    await counts.count(from('10.9.0.2'), response);

    await expect(counts.count(from('10.9.0.3'), response)).rejects.toMatchObject({ problem: 'too-many-requests' });
    await counts.count(from('10.0.0.0'), response);
    await counts.count(from('10.9.0.4'), response, { userId: 'ada', role: 'user' });
  });
});
