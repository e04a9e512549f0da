// An identity provider, started with an IPC channel: it says its issuer, and serves once it was told the origin of its client.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/** Who has an account: the name is what a person types. Eve's sign-in can be renewed. */
const ACCOUNTS = { ada: ['learning-admins', 'offline_access'], eve: ['learning-admins'], tom: ['teachers'], mia: [] };

const server = createServer((request, response) => void serving.then((serve) => serve(request, response)));
await once(server.listen(0, '127.0.0.1'), 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
process.send(issuer);
const serving = once(process, 'message').then(([origin]) => serve(origin));

function serve(origin) {
  const provider = new Provider(issuer, {
    jwks: { keys: [signingKey()] },
    clients: [
      {
        client_id: 'learning-admin',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [`${origin}/admin/`],
        post_logout_redirect_uris: [`${origin}/admin/`],
      },
    ],
    clientBasedCORS: (_context, from) => from === origin,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant: grantAll,
    issueRefreshToken: (_context, _client, { accountId }) => accountId === 'eve',
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    extraTokenClaims: (_context, { accountId }) => ({ realm_access: { roles: ACCOUNTS[accountId] } }),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { logoutSource: askToSignOut },
      resourceIndicators: {
        defaultResource: () => 'urn:learning-engine',
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: 'learning-engine',
          scope: 'learning',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 900,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  const answer = provider.callback();
  return (request, response) =>
    request.url.startsWith('/interaction/') ? signIn(provider, request, response) : answer(request, response);
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };
}

/** All accounts are of people who have agreed. */
async function grantAll({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope('urn:learning-engine', 'learning');
  await grant.save();
  return grant;
}

async function signIn(provider, request, response) {
  if (request.method === 'GET') {
    const form = '<form method="post"><label>Name <input name="name"></label><button>Continue</button></form>';
    response.setHeader('Content-Type', 'text/html').end(page('Who are you?', form));
    return;
  }
  const name = new URLSearchParams(Buffer.concat(await request.toArray()).toString()).get('name');
  const result = ACCOUNTS[name] ? { login: { accountId: name } } : { error: 'access_denied' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function askToSignOut(context, form) {
  context.body = page(
    'Sign out?',
    `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Yes</button>`,
  );
}

const page = (title, body) => `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}`;
