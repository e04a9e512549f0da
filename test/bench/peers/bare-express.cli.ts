/**
 * The least that Express can do for a route with tokens: `bare-express.cli.ts <port> <secret> <body>` checks them by
 * passport-jwt and answers the body.
 */
import express from 'express';
import { checkToken } from './check-token.js';

const [port = '', secret = '', body = ''] = process.argv.slice(2);

const app = express();
app.get('/v1/learning/info', checkToken(secret), (_request, response) => {
  response.type('json').send(body);
});
app.listen(Number(port), '127.0.0.1');
