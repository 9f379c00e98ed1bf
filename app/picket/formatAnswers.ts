import type { AccessClaims, IssuedToken } from '../core/accessToken/types.ts'
import { formatCaip2 } from '../core/chain/caip2.ts'
import type { ContractDescription } from '../core/chain/describe.ts'
import type { Chain } from '../core/chain/types.ts'
import type { TokenBalances } from '../core/flatRequirement/types.ts'
import type { ProjectNonce } from '../core/project/types.ts'

/** Format a nonce for clients, which compose the text to sign themselves. With a memo they sign `transaction`. */
export function formatNonce({
  value,
  statement,
  format,
  transaction,
}: ProjectNonce & { readonly transaction?: string }) {
  return { nonce: value, statement, format, ...(transaction === undefined ? {} : { transaction }) }
}

/** Format a login for clients to store. */
export function formatAuth({ accessToken, claims }: IssuedToken, caller?: BalanceReader) {
  return { accessToken, user: formatUser(claims, caller) }
}

/** Format the logged-in user. `tokenBalances` is always present, because the Python client requires it. */
export function formatUser(claims: AccessClaims, caller?: BalanceReader) {
  const { chain, walletAddress, displayAddress, contractAddress, tokenIds, tokenBalance } = claims
  return {
    chain,
    walletAddress,
    displayAddress,
    tokenBalances: formatBalances(claims, caller),
    ...(contractAddress !== undefined && { contractAddress }),
    ...(tokenIds !== undefined && { tokenIds }),
    ...(tokenBalance !== undefined && { tokenBalance }),
  }
}

/** Format a token's claims as the answer to its validation. */
export function formatClaims(claims: AccessClaims, caller?: BalanceReader) {
  return { ...claims, tokenBalances: formatBalances(claims, caller) }
}

/** Format a wallet's balances, and whether they are enough. */
export function formatOwnership(ownership: Ownership, caller?: BalanceReader) {
  return { ...ownership, tokenBalances: formatBalances(ownership, caller) }
}

type Ownership = {
  readonly allowed: boolean
  readonly walletAddress: string
  readonly tokenBalance: string
  readonly tokenBalances: TokenBalances
}
type BalanceReader = { readonly readsFlatBalances: boolean }

function formatBalances({ tokenBalances }: { tokenBalances: TokenBalances }, caller?: BalanceReader) {
  return caller?.readsFlatBalances ? Object.assign({}, ...Object.values(tokenBalances)) : tokenBalances
}

/** Format a chain for clients; one of them reads the id under another spelling. */
export function formatChain({ chain, canBeRead }: { chain: Chain; canBeRead: boolean }) {
  return {
    chainSlug: chain.slug,
    caip2: formatCaip2(chain),
    chainId: chain.id,
    chainID: chain.id,
    chainType: chain.family === 'evm' ? 'ethereum' : chain.family,
    chainName: chain.name,
    publicRPC: chain.publicRpc,
    authorizationSupported: canBeRead,
  }
}

/** Format a contract's description, and whether a requirement can name its tokens. */
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
    decimals: 'decimals' in description ? description.decimals : null,
    authorizationSupported: isKnown,
  }
}
