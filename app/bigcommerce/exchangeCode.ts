import { AccessError } from '../core/errors/base.ts'
import { findPathDomain } from '../core/gate/platform.ts'
import type { PlatformPort } from '../ports/platform.ts'
import { createFailure } from './createFailure.ts'

export type ExchangeCodeParameters = {
  readonly fetch: typeof globalThis.fetch
  readonly loginUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** The auth callback as the app's profile at BigCommerce has it. */
  readonly redirectUri: string
}
type Answer = {
  readonly access_token?: unknown
  readonly scope?: unknown
  readonly context?: unknown
  readonly user?: { readonly id?: unknown }
}

/** Seconds of a whole request. A person waits for it. */
const ANSWER_MS = 20_000

/** @see https://developer.bigcommerce.com/docs/integrations/apps/guide/auth */
export function exchangeCode({
  fetch,
  loginUrl,
  ...app
}: ExchangeCodeParameters): PlatformPort['exchangeCode'] {
  return async ({ code, context, scope }) => {
    const response = await fetch(new URL('/oauth2/token', loginUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        ...{ client_id: app.clientId, client_secret: app.clientSecret, redirect_uri: app.redirectUri },
        ...{ code, context, scope, grant_type: 'authorization_code' },
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((cause: unknown) => {
      throw createFailure({ status: null, waitSeconds: null, cause })
    })
    if (response.status >= 500 || response.status === 429) {
      throw createFailure({ status: response.status, waitSeconds: null })
    }
    const answer = response.ok ? ((await response.json().catch(() => null)) as Answer | null) : null
    const { access_token: token, context: named, user } = answer ?? {}
    const myshopifyDomain = typeof named === 'string' ? findPathDomain(named) : null
    // The callback is not signed. Only BigCommerce's own answer says whose code it was.
    if (typeof token !== 'string' || token === '' || myshopifyDomain === null || named !== context) {
      throw refusedCode()
    }
    const userId = Number(user?.id)
    if (!Number.isSafeInteger(userId) || userId <= 0) throw refusedCode()
    const scopes = typeof answer?.scope === 'string' ? answer.scope.split(' ').filter(Boolean) : []
    return { myshopifyDomain, token, scopes, userId: String(userId) }
  }
}

function refusedCode(): AccessError {
  return new AccessError(
    'ERR_CALLBACK_SIGNATURE',
    'BigCommerce did not accept the code of this installation.',
    {
      hint: 'A code works once, and for a short time. Install Palisade again from your control panel.',
    },
  )
}
