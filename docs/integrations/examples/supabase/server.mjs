import { createHmac } from 'node:crypto'
import { palisade } from '../server/palisade.mjs'
import { makeCookie, readCookie, readJson, readPage, refuse, serve } from '../server/serve.mjs'

/*
 * SUPABASE_URL         https://<project>.supabase.co
 * SUPABASE_ANON_KEY    the project's public key
 * SUPABASE_JWT_SECRET  the project's legacy JWT secret; it can sign in as anybody, so never put it into a page
 */
const { SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_JWT_SECRET } = process.env
if (!SUPABASE_JWT_SECRET) throw new Error('Set SUPABASE_JWT_SECRET.')

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Sign a token for Supabase that expires together with Palisade's token. */
function signForSupabase({ iss, aud, ...claims }) {
  // Set the role last, so that the claims cannot override it.
  const payload = { ...claims, aud: 'authenticated', role: 'authenticated' }
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`
  return `${unsigned}.${createHmac('sha256', SUPABASE_JWT_SECRET).update(unsigned).digest('base64url')}`
}

/** Call Supabase as the visitor. Row-level security reads the claims and returns only the visitor's rows. */
async function askSupabase(request, { method, path, body }) {
  const token = readCookie(request, 'sb-access-token')
  if (!token) throw refuse(401, 'Sign in first.')
  const response = await fetch(`${SUPABASE_URL}/rest/v1/${path}`, {
    method,
    headers: {
      apikey: SUPABASE_ANON_KEY,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      prefer: 'return=representation',
    },
    body: body && JSON.stringify(body),
  })
  if (!response.ok) throw refuse(response.status, 'Supabase refused.')
  return { json: await response.json() }
}

serve({
  'GET /': () => ({ html: readPage(new URL('index.html', import.meta.url)) }),

  'POST /api/login': async (request) => {
    const { accessToken } = await readJson(request)
    const claims = await palisade.validate({ accessToken })
    // Rows belong to an address. The address of a contract can belong to somebody else on another chain.
    if (claims.wallet === 'contract') throw refuse(403, 'Sign in with a wallet that is no contract.')
    const seconds = claims.exp - Math.floor(Date.now() / 1000)
    return {
      json: { walletAddress: claims.walletAddress },
      cookie: makeCookie('sb-access-token', signForSupabase(claims), seconds),
    }
  },

  'POST /api/logout': async (request) => {
    await readJson(request)
    return { json: { done: true }, cookie: makeCookie('sb-access-token', '', 0) }
  },

  'GET /api/notes': (request) => askSupabase(request, { method: 'GET', path: 'notes?select=text' }),

  'POST /api/notes': async (request) => {
    const { text } = await readJson(request)
    return askSupabase(request, { method: 'POST', path: 'notes', body: { text: String(text) } })
  },
})
