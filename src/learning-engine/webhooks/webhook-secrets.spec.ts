import { signaturesOf, WebhookSecrets } from './webhook-secrets.js';

const KEY = '0123456789abcdef'.repeat(4);

describe(signaturesOf, () => {
  it('signs as the libraries of Standard Webhooks do', () => {
    // Made by the npm package standardwebhooks 1.1.1.
    const secret = 'whsec_MfKQ9r8GKYqTwUPD8ILPZIo2LaLaSw';
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
    const signature = 'v1,ycrBnQSdMfrPtr3c829tMkKNLs7sG4EUsl1WMhToQic=';
    expect(signaturesOf(message, [secret])).toBe(signature);
    expect(signaturesOf(message, [secret, secret])).toBe(`${signature} ${signature}`);
  });
});

describe(WebhookSecrets, () => {
  const secrets = new WebhookSecrets(KEY);
  const secret = secrets.make();
  const stored = secrets.encrypt(secret, 'one');

  it('makes another one each time, and stores it in another way each time', () => {
    expect(secrets.make()).not.toBe(secret);
    expect(secrets.encrypt(secret, 'one').equals(stored)).toBe(false);
    expect(stored.includes(secret)).toBe(false);
  });

  it('reads what was stored, by the key in either form', () => {
    expect(secrets.decrypt(stored, 'one')).toBe(secret);
    expect(new WebhookSecrets(Buffer.from(KEY, 'hex').toString('base64')).decrypt(stored, 'one')).toBe(secret);
  });

  it('reads nothing by another key, of another webhook, or of what was altered', () => {
    expect(new WebhookSecrets('f'.repeat(64)).decrypt(stored, 'one')).toBeUndefined();
    expect(new WebhookSecrets().decrypt(stored, 'one')).toBeUndefined();
    expect(secrets.decrypt(stored, 'two')).toBeUndefined();
    for (const place of [0, 12, stored.length - 1]) {
      const altered = Buffer.from(stored);
      altered[place]! ^= 1;
      expect(secrets.decrypt(altered, 'one')).toBeUndefined();
    }
    expect(secrets.decrypt(stored.subarray(0, -4), 'one')).toBeUndefined();
    expect(secrets.decrypt(Buffer.alloc(3), 'one')).toBeUndefined();
  });

  it('takes no other key', () => {
    for (const key of ['', 'short', 'g'.repeat(64), 'a'.repeat(63)]) {
      expect(() => new WebhookSecrets(key)).toThrow('webhooks.key must be 32 random bytes');
    }
  });
});
