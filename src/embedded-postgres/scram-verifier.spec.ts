import { createHash, createHmac } from 'node:crypto';
import { scramVerifier } from './scram-verifier.js';

describe(scramVerifier, () => {
  it('holds the keys of the exchange that RFC 7677 shows', () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    const authMessage = [
      'n=user,r=rOprNGfwEbeRWgbNEkqO',
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
    ].join(',');
    const [, storedKey, serverKey] = /^SCRAM-SHA-256\$4096:.*\$(.*):(.*)$/.exec(scramVerifier('pencil', salt))!;

    const signature = createHmac('sha256', Buffer.from(serverKey!, 'base64')).update(authMessage).digest('base64');
    expect(signature).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
    const proof = Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64');
    const mask = createHmac('sha256', Buffer.from(storedKey!, 'base64')).update(authMessage).digest();
    const clientKey = proof.map((byte, index) => byte ^ mask[index]!);
    expect(createHash('sha256').update(clientKey).digest('base64')).toBe(storedKey);
  });
});
