import type { AccessClaims, IssuedToken } from '../core/accessToken/types.ts'
import type { ContractDescription } from '../core/chain/describe.ts'
import type { Chain } from '../core/chain/types.ts'
import type { TokenBalances } from '../core/flatRequirement/types.ts'
import type { ProjectNonce } from '../core/project/types.ts'

/** A nonce as clients read it. They compose the text to sign themselves; of a memo they sign the transaction. */
export function formatNonce({
  value,
  statement,
  format,
  transaction,
}: ProjectNonce & { readonly transaction?: string }) {
  return { nonce: value, statement, format, ...(transaction === undefined ? {} : { transaction }) }
}

/** A login as clients store it. */
export function formatAuth({ accessToken, claims }: IssuedToken, caller?: BalanceReader) {
  return { accessToken, user: formatUser(claims, caller) }
}

/** Who is logged in. `tokenBalances` is always there: a client in Python insists. */
export function formatUser(claims: AccessClaims, caller?: BalanceReader) {
  const { chain, walletAddress, displayAddress } = claims
  return { chain, walletAddress, displayAddress, tokenBalances: formatBalances(claims, caller) }
}

/** The claims of a token as its validation answers them. */
export function formatClaims(claims: AccessClaims, caller?: BalanceReader) {
  return { ...claims, tokenBalances: formatBalances(claims, caller) }
}

/** What a wallet holds, and whether it is enough. */
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

/** A chain as clients read it; one of them spells its id in another way. */
export function formatChain({ chain, canBeRead }: { chain: Chain; canBeRead: boolean }) {
  return {
    chainSlug: chain.slug,
    chainId: chain.id,
    chainID: chain.id,
    chainType: chain.family === 'solana' ? 'solana' : 'ethereum',
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
    decimals: 'decimals' in description ? description.decimals : null,
    authorizationSupported: isKnown,
  }
}
