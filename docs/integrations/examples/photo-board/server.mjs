import { palisade } from '../server/palisade.mjs'
import { makeCookie, readCookie, readJson, readPage, refuse, serve } from '../server/serve.mjs'

const page = readPage(new URL('index.html', import.meta.url))

/**
 * The requirements for the board. The server keeps them and never takes them from the page. They name the chain,
 * because the same address can be a different contract on another chain.
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
    const claims = await palisade.validate({ accessToken, requirements })
    const seconds = claims.exp - Math.floor(Date.now() / 1000)
    return { json: { sub: claims.sub }, cookie: makeCookie('token', accessToken, seconds) }
  },

  // To look, the visitor needs the balance from the login. No chain is read.
  'GET /photos': async (request) => {
    await palisade.validate({ accessToken: readToken(request), requirements })
    return { json: { photos } }
  },

  // To post, the visitor must hold the token now. The chain is read.
  'POST /photos': async (request) => {
    const { title } = await readJson(request)
    if (typeof title !== 'string' || title.length < 1 || title.length > 80)
      throw refuse(400, 'Give it a title.')
    await palisade.authorize({ accessToken: readToken(request), requirements, revalidate: true })
    photos.push({ title, color: '#c38d9e' })
    return { status: 201, json: { photos } }
  },
})
