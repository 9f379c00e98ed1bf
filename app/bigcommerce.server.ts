import { listItems, type StoreItem } from './bigcommerce/catalog.ts'
import { createBigCommerceApi } from './bigcommerce/createBigCommerceApi.ts'
import type { CreateBigCommercePortParameters } from './bigcommerce/createBigCommercePort.ts'
import { verifyCallback } from './bigcommerce/verifyCallback.ts'
import { verifyCustomer } from './bigcommerce/verifyCustomer.ts'
import { alone, ceiling, hookDoor, publicContext, signForBigCommerce } from './context.server.ts'
import { NotFoundError, UpstreamError } from './core/errors/base.ts'
import { findStoreHash, formatStoreDomain } from './core/gate/platform.ts'
import { env } from './env.server.ts'
import type { Member } from './ports/members.ts'
import type { SignedCallback } from './ports/platform.ts'

/*
 * Wires stores of BigCommerce. Without an app there, every door of it is shut.
 */

/** The APIs of a store with its stored token; null for a shop of Shopify. */
export function openStoreApis({
  myshopifyDomain,
  requireLock,
}: {
  readonly myshopifyDomain: string
  readonly requireLock?: (() => void) | undefined
}): { readonly store: CreateBigCommercePortParameters } | null {
  const storeHash = findStoreHash(myshopifyDomain)
  if (storeHash === null) return null
  const find = () => publicContext.members.findToken({ myshopifyDomain })
  const { apiUrl, appUrl } = env.bigCommerce ?? { apiUrl: '', appUrl: env.PALISADE_URL }
  const loadToken = async (): Promise<string> => {
    const found = env.bigCommerce ? await find() : null
    if (!found) throw missingToken()
    return found.token
  }
  return {
    store: {
      api: createBigCommerceApi({ fetch: globalThis.fetch, apiUrl, storeHash, loadToken, requireLock }),
      storeDomain: myshopifyDomain,
      readScopes: async () => (await find())?.scopes ?? [],
      appUrl,
      hookSecret: composeHookSecret(myshopifyDomain),
      alone,
      scriptUrl: new URL(`/palisade-store.js?store=${storeHash}`, appUrl).href,
    },
  }
}

/** The header of a store's webhooks. It is derived, so that no row can be lost or leaked. */
export function composeHookSecret(myshopifyDomain: string): string {
  return publicContext.hashPersonal(`bigcommerce hook ${myshopifyDomain}`)
}

/** @throws {AccessError} ERR_CALLBACK_SIGNATURE */
export function verifyStoreCallback(token: string | null): SignedCallback {
  const { clientId = '' } = env.bigCommerce ?? {}
  const { now, isEqual } = hookDoor
  return verifyCallback({ token, clientId, now: now(), isEqual, sign: signForBigCommerce })
}

/** Search what a merchant picks for a gate. Shopify's admin has a dialog of its own: there is nothing for its shops. */
export async function listStoreItems({
  myshopifyDomain,
  ...asked
}: {
  readonly myshopifyDomain: string
  readonly kind: 'product' | 'variant' | 'collection'
  readonly query: string
  readonly ids: readonly number[]
}): Promise<readonly StoreItem[]> {
  const opened = openStoreApis({ myshopifyDomain })
  return opened ? listItems(opened.store.api, myshopifyDomain)(asked) : []
}

/** Format the policy of a page in a store's control panel: only that panel may frame it. */
export function formatStorePolicy({ store, loginUrl }: { store: string; loginUrl: string }): string {
  const ancestors = `https://${store} ${new URL(loginUrl).origin}`
  return `base-uri 'none'; object-src 'none'; frame-ancestors ${ancestors};`
}

/** What the addresses of the storefront's script need. */
export const storeDoor = {
  clientId: env.bigCommerce?.clientId ?? '',
  trustedProxies: env.TRUSTED_PROXIES,
  ceiling,
  listHosts: async (myshopifyDomain: string) => {
    if (!env.bigCommerce) throw closedStores()
    return (await publicContext.shops.loadKnown(myshopifyDomain)).allowedDomains
  },
  findCustomer: ({ myshopifyDomain, token }: { myshopifyDomain: string; token: string | null }) => {
    const { clientId = '' } = env.bigCommerce ?? {}
    const storeHash = findStoreHash(myshopifyDomain) ?? ''
    const { now, isEqual } = hookDoor
    return verifyCustomer({ token, clientId, storeHash, now: now(), isEqual, sign: signForBigCommerce })
  },
}

function closedStores(): NotFoundError {
  return new NotFoundError('ERR_SHOP_NOT_FOUND', 'This server serves no stores of BigCommerce.', {
    hint: 'Set BIGCOMMERCE_CLIENT_ID and BIGCOMMERCE_CLIENT_SECRET.',
  })
}

const SESSION = /^\d{1,20}\.[0-9a-f]{64}$/

/** Find the session that a request of the admin brings in its header. No URL ever has one. */
export function findStoreSession(request: Pick<Request, 'headers'>): string | null {
  const header = request.headers.get('authorization')
  const session = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null
  return session !== null && SESSION.test(session) ? session : null
}

/** Find the store that an address of the admin names; null if it names none, or this server serves none. */
export function findNamedStore({ url }: Pick<Request, 'url'>): string | null {
  const hash = new URL(url).searchParams.get('store')
  return hash === null || !env.bigCommerce ? null : formatStoreDomain(hash)
}

/**
 * Answer the address of a store's admin that a browser opens: it sends no header, so nobody knows whose it is yet. The
 * page is empty, and its script brings the session; null for all other requests.
 */
export function answerStoreOpening(request: Request): Response | null {
  const store = findNamedStore(request)
  if (store === null || !env.bigCommerce || request.headers.has('authorization')) return null
  const isPage = request.method === 'GET' && !new URL(request.url).searchParams.has('_data')
  if (!isPage) return null
  return new Response(OPENING_PAGE, {
    headers: new Headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': formatStorePolicy({ store, loginUrl: env.bigCommerce.loginUrl }),
    }),
  })
}

const OPENING_PAGE = `<!doctype html><html lang="en" data-opening><head><meta charset="utf-8"><title>Palisade</title>
<style>p{font:14px/1.5 system-ui,sans-serif;margin:2rem;color:#303030}</style>
<script src="/palisade-panel.js" defer></script></head>
<body><p role="alert"></p><noscript><p>Open Palisade again under Apps in the control panel, in a browser that runs scripts.</p></noscript></body></html>`

/** Find whose session it is; null if it has ended. */
export async function findStoreMember(session: string): Promise<Member | null> {
  return env.bigCommerce ? publicContext.members.find({ session, at: publicContext.now() }) : null
}

function missingToken(): UpstreamError {
  return new UpstreamError('ERR_SHOPIFY_REQUEST', 'Palisade has no access to this store any more.', {
    hint: 'Open Palisade in the control panel of BigCommerce, or install it again.',
    details: { isPassing: false },
  })
}
