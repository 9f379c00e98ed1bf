import { palisade } from '../server/palisade.mjs'
import { makeCookie, readCookie, readJson, readPage, refuse, serve } from '../server/serve.mjs'

const page = readPage(new URL('index.html', import.meta.url))

/** Find the signed-in visitor. Palisade refuses an expired or revoked token. */
async function readVisitor(request) {
  const accessToken = readCookie(request, 'token')
  if (!accessToken) throw refuse(401, 'Sign in first.')
  return palisade.validate({ accessToken })
}

serve({
  'GET /': () => ({ html: page }),

  'POST /session': async (request) => {
    const { accessToken } = await readJson(request)
    const claims = await palisade.validate({ accessToken })
    const seconds = claims.exp - Math.floor(Date.now() / 1000)
    return { json: { sub: claims.sub }, cookie: makeCookie('token', accessToken, seconds) }
  },

  'DELETE /session': () => ({ json: { done: true }, cookie: makeCookie('token', '', 0) }),

  'GET /me': async (request) => {
    const { sub, chain, displayAddress } = await readVisitor(request)
    return { json: { sub, chain, displayAddress } }
  },
})
