import { palisade } from '../server/palisade.mjs'
import { makeCookie, readCookie, readJson, readPage, refuse, serve } from '../server/serve.mjs'

const page = readPage(new URL('index.html', import.meta.url))

/** Each room has its own requirements. A visitor signs once, and proves more only for a room that needs more. */
const rooms = {
  lobby: { requirements: null, text: 'Everybody who signed in.' },
  club: {
    requirements: { chain: 'ethereum', contractAddress: process.env.CLUB_CONTRACT },
    text: 'For members of the club.',
  },
  bank: {
    requirements: { chain: 'ethereum', contractAddress: process.env.COIN_CONTRACT, minTokenBalance: '100' },
    text: 'For holders of 100 coins.',
  },
}

function keepToken(accessToken, exp) {
  return makeCookie('token', accessToken, exp - Math.floor(Date.now() / 1000))
}

async function enter(name, request) {
  const { requirements, text } = rooms[name]
  const shown = readCookie(request, 'token')
  if (!shown) throw refuse(401, 'Sign in first.')
  // `authz` reads the chain if the token does not prove enough yet, and returns a token that proves more. It needs
  // requirements; without any, it is enough to validate the token.
  const { accessToken } = requirements
    ? await palisade.authorize({ accessToken: shown, requirements })
    : { accessToken: shown }
  const { exp } = await palisade.validate({ accessToken })
  return { json: { text }, cookie: keepToken(accessToken, exp) }
}

serve({
  'GET /': () => ({ html: page }),

  'POST /session': async (request) => {
    const { accessToken } = await readJson(request)
    const { exp, sub } = await palisade.validate({ accessToken })
    return { json: { sub }, cookie: keepToken(accessToken, exp) }
  },

  'GET /rooms/lobby': (request) => enter('lobby', request),
  'GET /rooms/club': (request) => enter('club', request),
  'GET /rooms/bank': (request) => enter('bank', request),

  // Return what the visitor has proven so far.
  'GET /proven': async (request) => {
    const { tokenBalances } = await palisade.validate({
      accessToken: readCookie(request, 'token'),
    })
    return { json: { tokenBalances } }
  },
})
