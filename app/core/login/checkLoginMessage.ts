import type { WalletAddress } from '../chain/types.ts'
import { LoginError } from '../errors/base.ts'
import type { LoginFields } from './composeLoginMessage.ts'

export type CheckLoginMessageParameters = {
  readonly fields: LoginFields
  readonly allowedDomains: readonly string[]
  readonly address: WalletAddress
  /** Made by `formatLoginChainId`. */
  readonly chainId: string
  readonly nonce: string
  /** Unix seconds. */
  readonly now: number
}

/** Seconds after its issue for which a login is accepted at most, even if its own expiry is later. */
const LOGIN_MAX_AGE = 600

/**
 * Check that a login names this site, this account, this chain, this nonce and this moment.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH, saying which of them differs.
 */
export function checkLoginMessage(parameters: CheckLoginMessageParameters): void {
  const { fields, allowedDomains, address, chainId, nonce, now } = parameters
  if (!allowedDomains.includes(fields.domain)) throw mismatch('another site')
  if (authorityOf(fields.uri) !== fields.domain) throw mismatch('a URI on another site')
  if (accountOf(fields) !== address) throw mismatch('another wallet')
  if (fields.chainId !== chainId) throw mismatch('another chain')
  if (fields.nonce !== nonce) throw mismatch('another nonce')
  if (!(fields.issuedAt <= now + 60 && now - fields.issuedAt <= LOGIN_MAX_AGE))
    throw mismatch('a time that is not now')
  if (!(now < fields.expiresAt)) throw mismatch('an expiration time that has passed')
}

/** Base58 is never folded: two spellings that differ in case are two wallets. */
function accountOf({ family, address }: LoginFields): string {
  return family === 'evm' ? address.toLowerCase() : address
}

function authorityOf(uri: string): string | undefined {
  return /^https?:\/\/([^/?#@]+)(?:[/?#]|$)/.exec(uri)?.[1]
}

function mismatch(what: string): LoginError {
  return new LoginError('ERR_LOGIN_MISMATCH', `The signed message names ${what}.`, {
    hint: 'Request a new nonce and sign its message unchanged.',
  })
}
