import { isEvmAddress, isSolanaAddress } from '../chain/familyOf.ts'
import type { ChainSlug, EvmAddress, SolanaAddress, WalletAddress } from '../chain/types.ts'

/** What a single token looks like: its own name and a picture as a `data:` URL, each null if the chain has none. */
export type TokenFace = { readonly name: string | null; readonly picture: string | null }

/**
 * What stands between a token and its use. `chosen`: this visit's cart uses it. `reserved`: another cart has its last
 * use. `used`: orders have them all.
 */
export type TokenState = 'chosen' | 'free' | 'reserved' | 'used'

/** A token that a shopper may use at a gate. `key` is the ledger's, `name` is empty if nothing names it. */
export type TokenChoice = {
  readonly key: string
  readonly name: string
  /** In decimal, or a mint. */
  readonly id: string
  readonly picture: string | null
  readonly state: TokenState
}

type Keyed = { readonly key: string; readonly chain: ChainSlug }
/** Where an NFT of an EVM chain lives. */
export type NumberedPlace = Keyed & { readonly contract: EvmAddress; readonly id: string }
/** Where a single token lives. */
export type TokenPlace = NumberedPlace | (Keyed & { readonly mint: SolanaAddress })

/**
 * List where tokens live, from their keys in the ledger: `<chain>:<contract>:<id>` or `<chain>:<mint>`. Without tokens
 * of other kinds.
 */
export function listTokenPlaces(keys: readonly string[]): TokenPlace[] {
  return keys.flatMap((key): TokenPlace[] => {
    const [chain, holder, id] = key.split(':') as [ChainSlug, WalletAddress, string?]
    if (id === undefined) return isSolanaAddress(holder) ? [{ key, chain, mint: holder }] : []
    return isEvmAddress(holder) ? [{ key, chain, contract: holder, id }] : []
  })
}

export function isNumberedPlace(place: TokenPlace): place is NumberedPlace {
  return 'contract' in place
}

/** Evaluate what stands between a token and its use, from the uses that orders have and all carts hold. */
export function evaluateTokenState(parameters: {
  readonly isChosen: boolean
  readonly limit: number
  readonly used: number
  readonly reserved: number
}): TokenState {
  const { isChosen, limit, used, reserved } = parameters
  if (isChosen) return 'chosen'
  if (used >= limit) return 'used'
  return used + reserved >= limit ? 'reserved' : 'free'
}
