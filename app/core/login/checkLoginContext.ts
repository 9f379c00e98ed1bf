import { LoginError } from '../errors/base.ts'
import { isAllowedDomain } from '../project/isAllowedDomain.ts'
import { isAllowedOrigin } from '../project/isAllowedOrigin.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { LoginContext } from './composePicketMessage.ts'

export type CheckLoginContextParameters = {
  readonly context: LoginContext
  readonly allowedDomains: readonly string[]
  readonly chainId: number
  /** Unix seconds. */
  readonly now: number
}

/** Most seconds between a message's time and now: the error of the client's clock and the message's age together. */
const LOGIN_MAX_SKEW = 600
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

/**
 * Check that a login names one of the project's sites, this chain and this moment.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH, saying which of them differs.
 */
export function checkLoginContext({
  context,
  allowedDomains,
  chainId,
  now,
}: CheckLoginContextParameters): void {
  const { domain, uri, issuedAt } = context
  // A line break in any of them would let one field pass for another.
  if ([domain, uri, issuedAt].some(hasUnsafeCharacter)) throw mismatch('a site with control characters')
  if (!isAllowedDomain({ domain, allowedDomains }))
    throw mismatch('a site that is not one of the project’s domains')
  const origin = originOf(uri)
  if (origin?.slice(origin.indexOf('//') + 2) !== domain) throw mismatch('a URI on another site')
  // Without TLS anybody may have changed the page. Such a page may not call the API either.
  if (!isAllowedOrigin({ origin, allowedDomains })) throw mismatch('a URI without TLS')
  if (context.chainId !== null && context.chainId !== chainId) throw mismatch('another chain')
  const at = INSTANT.test(issuedAt) ? Date.parse(issuedAt) / 1000 : Number.NaN
  if (!(Math.abs(now - at) <= LOGIN_MAX_SKEW)) throw mismatch('a time that is not now')
}

function originOf(uri: string): string | undefined {
  // A URI is ASCII. Other characters can reverse the text that a wallet shows after them.
  return /^(https?:\/\/[^/?#@]+)(?:[/?#][\x21-\x7e]*)?$/.exec(uri)?.[1]
}

function mismatch(what: string): LoginError {
  return new LoginError('ERR_LOGIN_MISMATCH', `The signed message names ${what}.`, {
    hint: 'Sign in again on one of the project’s domains, on a device whose clock is right.',
  })
}
