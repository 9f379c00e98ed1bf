import { createBigCommerceApi } from './bigcommerce/createBigCommerceApi.ts'
import type { CreateBigCommercePortParameters } from './bigcommerce/createBigCommercePort.ts'
import { verifyCallback } from './bigcommerce/verifyCallback.ts'
import { hookDoor, publicContext, signForBigCommerce } from './context.server.ts'
import { UpstreamError } from './core/errors/base.ts'
import { findStoreHash } from './core/gate/platform.ts'
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
      scriptUrl: new URL(`/bigcommerce/storefront.js?store=${storeHash}`, appUrl).href,
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

const SESSION = /^\d{1,20}\.[0-9a-f]{64}$/

/** Find the session that a request of the admin brings: in its header, as its script sends it, or in its URL. */
export function findStoreSession(request: Pick<Request, 'headers' | 'url'>): string | null {
  const header = request.headers.get('authorization')
  const given = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null
  const session = given ?? new URL(request.url).searchParams.get('session')
  return session !== null && SESSION.test(session) ? session : null
}

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
