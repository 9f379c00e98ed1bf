import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const { PALISADE_API = '', PALISADE_PUBLISHABLE_KEY = '', PORT = '8080' } = process.env

/** Serve `routes`: 'GET /path' → (request) → { status?, json?, html?, body?, type?, cookie? }. */
export function serve(routes) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here')
    const route = routes[`${request.method} ${pathname}`]
    try {
      if (!route) throw Object.assign(new Error('There is nothing here.'), { status: 404 })
      send(response, await route(request))
    } catch (error) {
      // Errors with a status have a message for visitors. All others are only logged.
      if (!error.status) console.error(error)
      const msg = error.status ? error.message : 'Something went wrong.'
      send(response, { status: error.status || 500, json: { msg, code: error.code } })
    }
  })
  server.listen(Number(PORT), 'localhost', () =>
    console.log(`listens on http://localhost:${server.address().port}`),
  )
}

function send(response, { status = 200, json, html, body, type, cookie, location }) {
  const text = json ? JSON.stringify(json) : (html ?? body ?? '')
  response.writeHead(status, {
    'content-type': json ? 'application/json' : (type ?? 'text/html; charset=utf-8'),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(cookie ? { 'set-cookie': cookie } : {}),
    ...(location ? { location } : {}),
  })
  response.end(text)
}

/** Read a page, and insert your server's address and publishable key. */
export function readPage(url) {
  return readFileSync(url, 'utf8')
    .replaceAll('https://palisade.example.com/api/v1', PALISADE_API)
    .replaceAll('https://palisade.example.com', new URL(PALISADE_API).origin)
    .replaceAll('pk_your_publishable_key', PALISADE_PUBLISHABLE_KEY)
}

/** Read a request's JSON. Forms of other sites cannot send this content type, so they cannot act for a visitor. */
export async function readJson(request) {
  if (request.headers['content-type'] !== 'application/json') throw refuse(415, 'Send JSON.')
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > 65_536) throw refuse(413, 'That is too much.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw refuse(400, 'That is not JSON.')
  }
}

export function refuse(status, message) {
  return Object.assign(new Error(message), { status })
}

/** Make a cookie that scripts cannot read and that requests from other sites do not carry. */
export function makeCookie(name, value, seconds) {
  const secure = process.env.NODE_ENV === 'production' ? '; Secure' : ''
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}

export function readCookie(request, name) {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='))
  return pairs.find(([key]) => key === name)?.[1]
}
