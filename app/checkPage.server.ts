import { answerError } from './answerError.ts'
import { answerStoreOpening } from './bigcommerce.server.ts'
import { hookDoor, writeAddressWarning } from './context.server.ts'
import { chooseClientAddress } from './core/limit/chooseClientAddress.ts'
import { createPageCounter } from './core/limit/createPageCounter.ts'
import { findClientAddress } from './core/limit/findClientAddress.ts'
import { isOwnNetwork } from './core/limit/isOwnNetwork.ts'
import { tooManyRequests } from './core/limit/tooManyRequests.ts'
import type { ClientAddress } from './core/limit/types.ts'
import { env } from './env.server.ts'
import { checkShopifyQuery } from './shopify/checkShopifyQuery.ts'
import { verifySessionToken } from './shopify/verifySessionToken.ts'

export type CheckPageParameters = {
  readonly request: Request
  /** Address of the connection. */
  readonly remoteAddress: string | undefined
}

const count = createPageCounter({ factor: env.RATE_LIMIT_FACTOR })
const UNCOUNTED =
  'Page requests come through a proxy that TRUSTED_PROXIES does not count, so all its visitors share one limit. Set TRUSTED_PROXIES to the number of proxies in front of this server.'

/**
 * Refuse a page request that is malformed, or beyond its client's limit. Answer one that opens a store's admin, whose
 * script brings the session. Null for all others, which go on.
 *
 * Runs before the pages and everything without a limit of its own. Requests that Shopify signed are not counted:
 * webhooks, actions of Shopify Flow, and the admin with a session token. API requests with a key have their own limits,
 * and preflights carry no key, so both are not counted either.
 */
export function checkPage({ request, remoteAddress }: CheckPageParameters): Response | null {
  const url = new URL(request.url)
  const path = decodePath(url.pathname)
  try {
    if (env.shopify && OF_ADMIN.test(path)) {
      const { appUrl, apiKey } = env.shopify
      checkShopifyQuery({ url, appUrl })
      const token = verifySessionToken({ ...hookDoor, request, apiKey, now: hookDoor.now() })
      if (token.kind === 'good') return null
    }
    if (NOT_COUNTED.test(path) || isOfApi({ path, request })) return null
    const forwardedFor = request.headers.get('x-forwarded-for')
    const client = chooseClientAddress({
      remoteAddress: remoteAddress ?? null,
      forwardedFor,
      trustedProxies: env.TRUSTED_PROXIES,
    })
    if (client === null) return OF_ADMIN.test(path) ? answerStoreOpening(request) : null
    if (isOwnProxy({ client, forwardedFor })) writeAddressWarning(UNCOUNTED)
    const retryAfter = count({ client, now: hookDoor.now() })
    if (retryAfter !== null) throw tooManyRequests({ retryAfter })
    return OF_ADMIN.test(path) ? answerStoreOpening(request) : null
  } catch (error) {
    return answerError(error)
  }
}

// Matches like the router: any letter case, any number of slashes.
const OF_ADMIN = /^\/+(?:app|auth)(?:[/.]|$)/i
const OF_API = /^\/api\/v1\//
/** Addresses that take no key: a made-up one must not be a way around the limit. */
const KEYLESS = /^\/api\/v1\/+(?:shops|\.well-known)\//i
const NOT_COUNTED =
  /^\/(?:(?:docs\/)?assets\/|palisade(?:-panel|-store)?\.(?:d\.)?m?[jt]s$|(?:webhooks|flow)\/|bigcommerce\/hooks$|proxy\/(?:pass|cart|qr)$|metrics$|healthz$|readyz$)/

/** Whether the client is a proxy of our own network, whose header names an address on the internet. */
function isOwnProxy(parameters: { client: ClientAddress; forwardedFor: string | null }): boolean {
  if (parameters.forwardedFor === null || !isOwnNetwork(parameters.client)) return false
  const named = parameters.forwardedFor.split(',').map(findClientAddress)
  return named.some((address) => address !== null && !isOwnNetwork(address))
}

function isOfApi({ path, request }: { path: string; request: Request }): boolean {
  if (!OF_API.test(path)) return false
  return request.method === 'OPTIONS' || (request.headers.has('authorization') && !KEYLESS.test(path))
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
