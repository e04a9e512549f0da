/**
 * The least that Express can do for a route with tokens: `bare-express.cli.ts <port> <secret> <body>` checks them by
 * passport-jwt and answers the body.
 */
import express from 'express';
import { createSecretKey } from 'node:crypto';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';

const [port = '', secret = '', body = ''] = process.argv.slice(2);
const key = createSecretKey(Buffer.from(secret));
passport.use(
  new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request: unknown, _token: unknown, done) => done(null, key as unknown as Buffer),
      algorithms: ['HS256'],
      issuer: 'learning-engine',
      audience: 'learning-engine',
    },
    (claims: object, done) => done(null, claims),
  ),
);

const app = express();
app.get(
  '/v1/learning/info',
  passport.authenticate('jwt', { session: false }) as express.Handler,
  (_request, response) => {
    response.type('json').send(body);
  },
);
app.listen(Number(port), '127.0.0.1');
