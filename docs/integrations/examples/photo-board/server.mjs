import { askPalisade } from '../server/askPalisade.mjs'
import { makeCookie, readCookie, readJson, readPage, refuse, serve } from '../server/serve.mjs'

const page = readPage(new URL('index.html', import.meta.url))

/**
 * What opens the board. It is kept here; the page only shows it to the visitor's wallet. The chain belongs to it: the
 * same address may be another contract elsewhere.
 */
const requirements = {
  chain: process.env.GATE_CHAIN ?? 'ethereum',
  contractAddress: process.env.GATE_CONTRACT,
  minTokenBalance: 1,
}

const photos = [
  { title: 'The harbour at dawn', color: '#e8a87c' },
  { title: 'Low tide', color: '#41b3a3' },
]

function readToken(request) {
  const accessToken = readCookie(request, 'token')
  if (!accessToken) throw refuse(401, 'Sign in first.')
  return accessToken
}

serve({
  'GET /': () => ({ html: page }),
  'GET /gate': () => ({ json: requirements }),

  'POST /session': async (request) => {
    const { accessToken } = await readJson(request)
    const claims = await askPalisade('auth/validate', { accessToken, requirements })
    const seconds = claims.exp - Math.floor(Date.now() / 1000)
    return { json: { sub: claims.sub }, cookie: makeCookie('token', accessToken, seconds) }
  },

  // Looking: what the wallet held when it signed in is enough. No chain is read.
  'GET /photos': async (request) => {
    await askPalisade('auth/validate', { accessToken: readToken(request), requirements })
    return { json: { photos } }
  },

  // Posting: only who holds the token this very moment.
  'POST /photos': async (request) => {
    const { title } = await readJson(request)
    if (typeof title !== 'string' || title.length < 1 || title.length > 80)
      throw refuse(400, 'Give it a title.')
    await askPalisade('authz', { accessToken: readToken(request), requirements, revalidate: true })
    photos.push({ title, color: '#c38d9e' })
    return { status: 201, json: { photos } }
  },
})
