import { findStoreHash } from '../core/gate/platform.ts'
import type { PlatformPort } from '../ports/platform.ts'
import { createFailure } from './createFailure.ts'

/** Seconds of a whole request. BigCommerce's server may wait for it. */
const ANSWER_MS = 8_000

/**
 * Ask the API of a store whether it still takes the app's token. BigCommerce answers 401 to a token that it has ended, and
 * 403 to one that works and lacks a scope.
 */
export function readAccess({
  fetch,
  apiUrl,
}: {
  readonly fetch: typeof globalThis.fetch
  readonly apiUrl: string
}): PlatformPort['readAccess'] {
  return async ({ myshopifyDomain, token }) => {
    const url = new URL(`/stores/${findStoreHash(myshopifyDomain) ?? ''}/v2/store`, apiUrl)
    const response = await fetch(url, {
      headers: { 'x-auth-token': token, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((cause: unknown) => {
      throw createFailure({ status: null, waitSeconds: null, cause })
    })
    await response.body?.cancel()
    if (response.status === 401) return 'ended'
    if (response.ok || response.status === 403) return 'works'
    throw createFailure({ status: response.status >= 500 ? response.status : null, waitSeconds: null })
  }
}
