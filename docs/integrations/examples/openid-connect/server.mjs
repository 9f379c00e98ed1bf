import { randomUUID } from 'node:crypto'
import * as client from 'openid-client'
import { makeCookie, readCookie, refuse, serve } from '../server/serve.mjs'

const { PALISADE_API, PALISADE_PUBLISHABLE_KEY, PALISADE_SECRET_KEY, BASE_URL } = process.env
const issuer = new URL(PALISADE_API)

// Require HTTPS, except for a Palisade server on your own machine.
const options = issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : undefined
const palisade = await client.discovery(
  issuer,
  PALISADE_PUBLISHABLE_KEY,
  PALISADE_SECRET_KEY,
  client.ClientSecretBasic(PALISADE_SECRET_KEY),
  options,
)

/** Pending logins, and logged-in visitors. Keep yours in your session store. */
const started = new Map()
const sessions = new Map()

const callback = () => `${BASE_URL}/callback`

serve({
  'GET /': (request) => {
    const person = sessions.get(readCookie(request, 'session'))
    const html = person
      ? `<!doctype html><p role="status">Hello ${person.sub}.</p>`
      : '<!doctype html><a href="/login">Log in with your wallet</a>'
    return { html }
  },

  'GET /login': async () => {
    const login = randomUUID()
    const verifier = client.randomPKCECodeVerifier()
    const checks = { verifier, state: client.randomState(), nonce: client.randomNonce() }
    started.set(login, checks)
    const location = client.buildAuthorizationUrl(palisade, {
      redirect_uri: callback(),
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: checks.state,
      nonce: checks.nonce,
    })
    return { status: 302, location: location.href, cookie: makeCookie('login', login, 600) }
  },

  'GET /callback': async (request) => {
    const login = readCookie(request, 'login')
    const checks = started.get(login)
    started.delete(login)
    if (!checks) throw refuse(400, 'This login was not started here.')
    const tokens = await client.authorizationCodeGrant(palisade, new URL(request.url, BASE_URL), {
      pkceCodeVerifier: checks.verifier,
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    const person = await client.fetchUserInfo(palisade, tokens.access_token, claims.sub)
    const session = randomUUID()
    sessions.set(session, person)
    return { status: 302, location: '/', cookie: makeCookie('session', session, tokens.expires_in) }
  },
})
