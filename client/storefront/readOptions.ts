import { PalisadeError } from '../server/PalisadeError.ts'
import type { CartAccess } from './types.ts'

/** How a page reaches Palisade, and the cart. */
export type GatesOptions = {
  /** The API's address, e.g. `https://palisade.example.com/api/v1`. */
  readonly url: string
  /** The publishable key (`pk_…`) of a project whose sites are a storefront of the shop. */
  readonly apiKey: string
  /** The cart that gets the proofs; absent to write them yourself. */
  readonly cart?: CartAccess
  /** How long a request may take; default: 30,000 ms. */
  readonly timeoutMs?: number
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch
}
export type ReadGatesOptions = Required<Omit<GatesOptions, 'cart'>> & { readonly cart: CartAccess | null }

/** How to reach a cart over the Storefront API. */
export type StorefrontCartOptions = {
  /** The API's address, e.g. `https://your-shop.myshopify.com/api/2026-10/graphql.json`. */
  readonly url: string
  /** The id of the shopper's cart with its `?key=`, as `cartCreate` answered it; null for none. */
  readonly findCartId: () => string | null | undefined | Promise<string | null | undefined>
  /** The public token of the Headless channel. */
  readonly publicAccessToken?: string
  /** The private token, on a server alone. */
  readonly privateAccessToken?: string
  /** More headers: a server sends `Shopify-Storefront-Buyer-IP`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Default: 10,000 ms. */
  readonly timeoutMs?: number
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch
}
export type ReadCartOptions = Required<
  Omit<StorefrontCartOptions, 'publicAccessToken' | 'privateAccessToken'>
>

const CART_CALLS = ['read', 'setAttributes', 'setLines', 'setCodes'] as const

/** Read the options of `createGates`. @throws {PalisadeError} `ERR_CLIENT_INPUT`, with the option's name. */
export function readGatesOptions(options: GatesOptions): ReadGatesOptions {
  const { apiKey, cart = null, timeoutMs = 30_000 } = options ?? {}
  const url = readAddress(options?.url)
  if (!url?.endsWith('/api/v1'))
    throw wrongOption('url', 'must be the address of the API, e.g. "https://palisade.example.com/api/v1"')
  if (/^sk_/.test(`${apiKey}`))
    throw wrongOption('apiKey', 'is a secret key, which no page may have: pass "pk_…"')
  if (!/^pk_[0-9a-f]{32}$/.test(`${apiKey}`))
    throw wrongOption('apiKey', 'must be a publishable key: "pk_" and 32 hexadecimal digits')
  if (cart && !CART_CALLS.every((name) => typeof cart[name] === 'function'))
    throw wrongOption('cart', 'must be what "createStorefrontCart" answers, or have its four calls')
  return { url, apiKey, cart, timeoutMs: readTime(timeoutMs), fetch: readFetch(options.fetch) }
}

/** Read the options of `createStorefrontCart`. @throws {PalisadeError} `ERR_CLIENT_INPUT`, with the option's name. */
export function readCartOptions(options: StorefrontCartOptions): ReadCartOptions {
  const given: Partial<StorefrontCartOptions> = options ?? {}
  const { findCartId, publicAccessToken, privateAccessToken, headers = {}, timeoutMs = 10_000 } = given
  // A server of the site may forward it, as Hydrogen's does.
  const url = /^\/[^/]/.test(`${given.url}`) ? given.url : readAddress(given.url)
  if (!url || !/\/graphql\.json$/.test(url))
    throw wrongOption('url', 'must be such as "https://your-shop.myshopify.com/api/2026-10/graphql.json"')
  if (typeof findCartId !== 'function')
    throw wrongOption('findCartId', 'must be a function that answers the id of a cart')
  if (privateAccessToken && typeof document !== 'undefined')
    throw wrongOption('privateAccessToken', 'is a secret, which no page may have: pass "publicAccessToken"')
  const tokens = {
    ...(publicAccessToken && { 'x-shopify-storefront-access-token': publicAccessToken }),
    ...(privateAccessToken && { 'shopify-storefront-private-token': privateAccessToken }),
  }
  return {
    ...{ url, findCartId, timeoutMs: readTime(timeoutMs), fetch: readFetch(given.fetch) },
    headers: { ...headers, ...tokens },
  }
}

function readAddress(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null
  const { protocol, search, hash, username, password, href } = new URL(value)
  if (!/^https?:$/.test(protocol) || search || hash || username || password) return null
  return href.replace(/\/+$/, '')
}

function readTime(value: number): number {
  // Timers take at most 31 bits.
  if (Number.isFinite(value) && value > 0 && value < 2 ** 31) return value
  throw wrongOption('timeoutMs', 'must be a number of milliseconds above zero')
}

/** The global one is looked up at each call, so that what a site puts in its place is used. */
function readFetch(
  given: typeof globalThis.fetch = (...request) => globalThis.fetch(...request),
): typeof globalThis.fetch {
  if (typeof given === 'function') return given
  throw wrongOption('fetch', 'must be a function, as the global one is')
}

function wrongOption(name: string, hint: string): PalisadeError {
  return new PalisadeError({ code: 'ERR_CLIENT_INPUT', message: `The option "${name}" ${hint}.` })
}
