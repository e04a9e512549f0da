import { type Handler } from 'express';
import { createSecretKey } from 'node:crypto';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';

/** Checks tokens by passport-jwt, as the service does, and nothing more. */
export function checkToken(secret: string): Handler {
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
  return passport.authenticate('jwt', { session: false }) as Handler;
}
