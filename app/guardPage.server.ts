import { answerError } from './answerError.ts'
import { hookDoor } from './context.server.ts'
import { chooseClientAddress } from './core/limit/chooseClientAddress.ts'
import { createWindowCounter } from './core/limit/createWindowCounter.ts'
import { pageLimit } from './core/limit/limits.ts'
import { refuseTooMany } from './core/limit/refuseTooMany.ts'
import { env } from './env.server.ts'
import { checkShopifyQuery } from './shopify/checkShopifyQuery.ts'
import { verifySessionToken } from './shopify/verifySessionToken.ts'

export type GuardPageParameters = {
  readonly request: Request
  /** Who connected. */
  readonly remoteAddress: string | undefined
}

const count = createWindowCounter({ limit: pageLimit, factor: env.RATE_LIMIT_FACTOR, mostKeys: 20_000 })

/**
 * Answer a request to a page that is odd, or one too many of its client; null for all others, which go on.
 *
 * It stands before the pages and whatever has no limit of its own. What Shopify signed is not counted: webhooks, and
 * the admin with a session token. Of the API those with a key have their limits.
 */
export function guardPage({ request, remoteAddress }: GuardPageParameters): Response | null {
  const url = new URL(request.url)
  const path = decodePath(url.pathname)
  try {
    if (env.shopify && OF_ADMIN.test(path)) {
      const { appUrl, apiKey } = env.shopify
      checkShopifyQuery({ url, appUrl })
      const token = verifySessionToken({ ...hookDoor, request, apiKey, now: hookDoor.now() })
      if (token.kind === 'good') return null
    }
    if (NOT_COUNTED.test(path) || (OF_API.test(path) && request.headers.has('authorization'))) return null
    const client = chooseClientAddress({
      remoteAddress: remoteAddress ?? null,
      forwardedFor: request.headers.get('x-forwarded-for'),
      trustedProxies: env.TRUSTED_PROXIES,
    })
    const retryAfter = client && count({ key: client, now: Math.floor(Date.now() / 1000) })
    if (retryAfter !== null) throw refuseTooMany({ retryAfter })
    return null
  } catch (error) {
    return answerError(error)
  }
}

// As the router matches: in any case, with any number of slashes.
const OF_ADMIN = /^\/+(?:app|auth)(?:[/.]|$)/i
const OF_API = /^\/api\/v1\//
const NOT_COUNTED = /^\/(?:assets\/|palisade\.(?:d\.)?m?[jt]s$|webhooks\/|metrics$)/

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
