import { randomUUID } from 'node:crypto'
import { palisade } from '../server/palisade.mjs'
import { makeCookie, readCookie, readJson, readPage, refuse, serve } from '../server/serve.mjs'

const page = readPage(new URL('index.html', import.meta.url))
const FRESH_SECONDS = 300

/*
 * These maps stand for your site's own sessions and accounts. `owners` is the only new table: it maps a wallet's `sub`,
 * the primary key, to the account that the wallet belongs to.
 */
const sessions = new Map()
const owners = new Map()

function readAccount(request) {
  const account = sessions.get(readCookie(request, 'session'))
  if (!account) throw refuse(401, 'Log in to your account first.')
  return account
}

function openSession(account) {
  const id = randomUUID()
  sessions.set(id, account)
  return { json: { account }, cookie: makeCookie('session', id, 3600) }
}

/** Read the wallet that has just signed. An old token is refused, so a leaked one cannot link a wallet. */
async function readFreshWallet(request) {
  const { accessToken } = await readJson(request)
  const { sub, displayAddress, iat, fmt } = await palisade.validate({ accessToken })
  if (Date.now() / 1000 - iat > FRESH_SECONDS) throw refuse(401, 'Please sign once more.')
  // A login text without a domain may have been signed on another site.
  if (fmt === 'simple') throw refuse(403, 'This sign-in names no site, so it cannot link a wallet.')
  return { sub, displayAddress }
}

serve({
  'GET /': () => ({ html: page }),

  // Replace this by your own login. Here every visitor gets a new account.
  'POST /account': async (request) => {
    await readJson(request)
    return openSession(randomUUID())
  },

  'GET /wallets': (request) => {
    const account = readAccount(request)
    const wallets = [...owners].filter(([, owner]) => owner === account).map(([sub]) => sub)
    return { json: { account, wallets } }
  },

  'POST /wallets': async (request) => {
    const account = readAccount(request)
    const { sub } = await readFreshWallet(request)
    if (owners.has(sub) && owners.get(sub) !== account) throw refuse(409, 'Another account has this wallet.')
    owners.set(sub, account)
    return { status: 201, json: { sub } }
  },

  // Log in to the account with a linked wallet alone.
  'POST /session': async (request) => {
    const { sub } = await readFreshWallet(request)
    const account = owners.get(sub)
    if (!account) throw refuse(404, 'No account has this wallet yet.')
    return openSession(account)
  },
})
