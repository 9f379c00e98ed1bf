import { AccessError, InputError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'

/** The app proxy signs its query in lower-case hex. */
export type VerifyProxySignatureParameters = SignatureCheck<string> & {
  /** The request's query, without the question mark. */
  readonly query: string
  /** Unix seconds. */
  readonly now: number
}
export type VerifyProxySignatureResult = {
  readonly myshopifyDomain: string
  /** The signed-in customer, or null for a guest. */
  readonly customerId: string | null
}

const RESERVED = ['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'] as const
const MAX_SKEW = 90
/** Shopify adds five parameters, and our own scripts none. */
const MAX_PARAMETERS = 32

/**
 * Check that a request came through a shop's app proxy. The signature proves the shop, and nothing about the buyer.
 *
 * Shopify sorts whole `key=value` strings by code unit. The values of a repeated key are joined by a comma, but a
 * repeated key of Shopify's own is refused.
 * @throws {InputError} ERR_QUERY_INVALID for more than 32 parameters
 * @throws {AccessError} ERR_PROXY_SIGNATURE
 * @see https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 */
export function verifyProxySignature(parameters: VerifyProxySignatureParameters): VerifyProxySignatureResult {
  const { query, now, sign, signPrevious, isEqual } = parameters
  // Anybody may send an unsigned query: count its parameters before parsing them.
  if (hasTooMany(query)) throw tooManyParameters()
  const values = new Map<string, string[]>()
  for (const [key, value] of new URLSearchParams(query)) {
    const known = values.get(key)
    if (known) known.push(value)
    else values.set(key, [value])
  }
  const [shop, customer, , timestamp, signature] = RESERVED.map((key) => readOnce(values, key))
  if (shop === undefined || customer === undefined || timestamp === undefined || signature === undefined)
    throw unsignedRequest()

  values.delete('signature')
  const parts = [...values].map(([key, list]) => `${key}=${list.join(',')}`)
  // The default order of sort() is by UTF-16 code unit, as Shopify's is.
  const message = parts.sort().join('')
  if (!isSigned({ sign, signPrevious, isEqual, message, given: signature })) throw unsignedRequest()

  // Check these only after the signature, because they are then Shopify's own values.
  if (!/^[0-9]{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > MAX_SKEW)
    throw unsignedRequest()
  if (!isShopDomain(shop) || !/^[0-9]{0,20}$/.test(customer)) throw unsignedRequest()
  return { myshopifyDomain: shop, customerId: customer === '' ? null : customer }
}

function readOnce(values: ReadonlyMap<string, string[]>, key: string): string {
  const list = values.get(key)
  if (list?.length !== 1 || list[0] === undefined) throw unsignedRequest()
  return list[0]
}

function hasTooMany(query: string): boolean {
  let at = -1
  for (let count = 1; count <= MAX_PARAMETERS; count++) {
    at = query.indexOf('&', at + 1)
    if (at < 0) return false
  }
  return true
}

function tooManyParameters(): InputError {
  return new InputError('ERR_QUERY_INVALID', `The URL has more than ${MAX_PARAMETERS} parameters.`, {
    hint: 'Send only the parameters of this endpoint.',
  })
}

function unsignedRequest(): AccessError {
  return new AccessError('ERR_PROXY_SIGNATURE', "This request did not come through the shop's app proxy.", {
    hint: 'Call it on the storefront, under /apps/palisade.',
  })
}
