import { toComparableAddress } from '../chain/toComparableAddress.ts'
import type { ProjectId } from '../project/types.ts'
import type { AccessClaims, WalletGrant } from './types.ts'

export type ComposeClaimsParameters = {
  readonly grant: WalletGrant
  readonly issuer: string
  readonly projectId: ProjectId
  readonly tid: string
  /** `tid` of the login's first token, left out for that token itself. Revoking that one revokes this one too. */
  readonly sid?: string | undefined
  /** `chain:address`, the address in its canonical spelling. */
  readonly subject: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/** Compose the claims of an access token from what a login has proven. */
export function composeClaims(parameters: ComposeClaimsParameters): AccessClaims {
  const { grant, issuer, projectId, tid, sid, subject, issuedAt, expiresAt } = parameters
  const { chain, walletAddress, displayAddress, tokenBalances, balancesReadAt, named } = grant
  return {
    iss: issuer,
    aud: projectId,
    sub: subject,
    tid,
    ...(sid === undefined ? {} : { sid }),
    ver: 1,
    iat: issuedAt,
    exp: expiresAt,
    chain,
    walletAddress,
    displayAddress,
    // RFC 2606 reserves `.invalid`: no mail arrives there, and nobody can register the domain.
    email: `${toComparableAddress(walletAddress)}@wallet.invalid`,
    tokenBalances,
    balancesReadAt,
    ...named,
    ...(grant.format === 'simple' ? { fmt: 'simple' as const } : {}),
    ...(grant.kind === 'contract' ? { wallet: 'contract' as const } : {}),
  }
}
