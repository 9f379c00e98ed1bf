import type { AccessClaims, IssuedToken } from '../core/accessToken/types.ts'
import type { ContractDescription } from '../core/chain/describe.ts'
import type { Chain } from '../core/chain/types.ts'
import type { ProjectNonce } from '../core/project/types.ts'

/** A nonce as clients read it. They compose the text to sign themselves. */
export function formatNonce({ value, statement, format }: ProjectNonce) {
  return { nonce: value, statement, format }
}

/** A login as clients store it. */
export function formatAuth({ accessToken, claims }: IssuedToken) {
  return { accessToken, user: formatUser(claims) }
}

/** Who is logged in. `tokenBalances` is always there: a client in Python insists. */
export function formatUser({ chain, walletAddress, displayAddress, tokenBalances }: AccessClaims) {
  return { chain, walletAddress, displayAddress, tokenBalances }
}

/** A chain as clients read it; one of them spells its id in another way. */
export function formatChain({ chain, canBeRead }: { chain: Chain; canBeRead: boolean }) {
  return {
    chainSlug: chain.slug,
    chainId: chain.id,
    chainID: chain.id,
    chainType: 'ethereum',
    chainName: chain.name,
    publicRPC: chain.publicRpc,
    authorizationSupported: canBeRead,
  }
}

/** What a contract is, and whether tokens of it can be asked for. */
export function formatContract({
  chain,
  address,
  description,
}: {
  chain: Chain
  address: string
  description: ContractDescription
}) {
  const isKnown = description.kind !== 'unknown'
  return {
    chain: chain.slug,
    contractAddress: address,
    kind: description.kind,
    name: isKnown ? description.name : null,
    symbol: isKnown ? description.symbol : null,
    decimals: description.kind === 'erc20' ? description.decimals : null,
    authorizationSupported: isKnown,
  }
}
