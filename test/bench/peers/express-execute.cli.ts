/**
 * The least that Express can do for a route that computes: `express-execute.cli.ts <port> <secret> <database URL>` checks tokens by
 * passport-jwt, parses the body, calls `execute` and answers what it gave.
 */
import 'reflect-metadata';
import express from 'express';
import { openEngine } from '../../support/engine/open-engine.js';
import { checkToken } from './check-token.js';

const [port = '', secret = '', url = ''] = process.argv.slice(2);
const { execution } = await openEngine(url);

const app = express();
app.post('/v1/learning/:algo_key', checkToken(secret), express.json(), async (request, response) => {
  const { input, user_id } = request.body as { input: object; user_id: string };
  const key = request.params.algo_key as string;
  const { runId, algo, paramsId, output } = await execution.execute<object>(key, input, {
    userId: user_id,
    trigger: 'api',
  });
  response.status(201).json({ run_id: runId, algo_key: algo.key, version: algo.version, params_id: paramsId, output });
});
app.listen(Number(port), '127.0.0.1');
