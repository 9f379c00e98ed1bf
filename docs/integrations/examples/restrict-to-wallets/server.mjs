import { palisade } from '../server/palisade.mjs'
import { makeCookie, readCookie, readJson, readPage, refuse, serve } from '../server/serve.mjs'

const page = readPage(new URL('../sign-in/index.html', import.meta.url))

/** The list stays on the server. In a page, every visitor could read it. */
const allowedWallets = (process.env.ALLOWED_WALLETS ?? '').split(',').filter(Boolean)
// Name the chain: the address of a contract wallet can belong to somebody else on another chain.
const requirements = { chain: 'ethereum', allowedWallets }

serve({
  'GET /': () => ({ html: page }),

  'POST /session': async (request) => {
    const { accessToken } = await readJson(request)
    const claims = await palisade.validate({ accessToken, requirements })
    const seconds = claims.exp - Math.floor(Date.now() / 1000)
    return { json: { sub: claims.sub }, cookie: makeCookie('token', accessToken, seconds) }
  },

  'DELETE /session': () => ({ json: { done: true }, cookie: makeCookie('token', '', 0) }),

  // Check the list on every request, so that a removed wallet loses access at once.
  'GET /me': async (request) => {
    const accessToken = readCookie(request, 'token')
    if (!accessToken) throw refuse(401, 'Sign in first.')
    const { sub, chain, displayAddress } = await palisade.validate({ accessToken, requirements })
    return { json: { sub, chain, displayAddress } }
  },
})
