import { foldAddress } from '../chain/foldAddress.ts'
import { addDecimals, scaleDecimal } from './addDecimals.ts'
import { namesToken } from './parseFlatRequirement.ts'
import type { BalanceKind, FlatRequirement, TokenBalances } from './types.ts'

export type EvaluateFlatRequirementParameters = {
  readonly flat: FlatRequirement
  /** The wallet in its one inner form. */
  readonly walletAddress: string
  readonly balances: TokenBalances
}
export type FlatVerdict = 'met' | 'wallet-not-allowed' | 'balance-too-low'

/**
 * Judge a flat requirement as Picket did: any field is enough; balances of all named tokens are summed against one
 * minimum. A balance that is not known counts as none.
 */
export function evaluateFlatRequirement({
  flat,
  walletAddress,
  balances,
}: EvaluateFlatRequirementParameters): FlatVerdict {
  if (isOnList(flat, walletAddress)) return 'met'
  if (!namesToken(flat)) return 'wallet-not-allowed'
  const sum = addDecimals(listIds(flat).flatMap(({ kind, id }) => findBalance({ balances, kind, id }) ?? []))
  const minimum = flat.minTokenBalance === null ? 0n : scaleDecimal(flat.minTokenBalance)
  return sum > 0n && sum >= minimum ? 'met' : 'balance-too-low'
}

/** Whether a flat requirement admits a wallet by name. */
export function isOnList({ allowedWallets }: FlatRequirement, walletAddress: string): boolean {
  return (allowedWallets ?? []).some((allowed) => isSameId(allowed, walletAddress))
}

/**
 * Every balance that a flat requirement speaks of. Token ids beside an EVM contract are its own: `contract:id`, so that
 * no balance of one id passes for another's. On Solana they are mints, and stand beside the contract. A token that two
 * different ids speak of, as a collection and its creator do, counts for each: balances do not say which tokens they are.
 */
export function listIds(flat: FlatRequirement): { readonly kind: BalanceKind; readonly id: string }[] {
  const { contractAddress, tokenIds, collection, creatorAddress } = flat
  const isEvm = contractAddress !== null && foldAddress(contractAddress).startsWith('0x')
  // However often and in whichever digits an id is written, its balance counts once.
  const ids = isEvm
    ? tokenIds.map((id) => `${contractAddress}:${spellTokenId(id)}`)
    : tokenIds.filter((id) => id !== contractAddress)
  return [
    ...(contractAddress === null || (isEvm && ids.length > 0)
      ? []
      : [{ kind: 'contractAddress' as const, id: contractAddress }]),
    ...[...new Set(ids)].map((id) => ({ kind: 'tokenIds' as const, id })),
    // As contract a collection is read whole already: once more it would be every NFT of it twice.
    ...[...new Set(collection)]
      .filter((id) => id !== contractAddress)
      .map((id) => ({ kind: 'collection' as const, id })),
    ...(creatorAddress === null ? [] : [{ kind: 'creatorAddress' as const, id: creatorAddress }]),
  ]
}

/** A token id of an EVM contract in decimal digits; what is no number stays as it is, and is refused when it is read. */
function spellTokenId(text: string): string {
  return /^(?:0x[0-9a-f]{1,64}|[0-9]{1,78})$/i.test(text) ? BigInt(text).toString() : text
}

/** The balance of an id, in whichever case its EVM address is written; undefined where it is not known. */
export function findBalance<Value>({
  balances,
  kind,
  id,
}: {
  balances: { readonly [kind in BalanceKind]?: Readonly<Record<string, Value>> }
  kind: BalanceKind
  id: string
}): Value | undefined {
  const ofKind = balances[kind] ?? {}
  const key = Object.keys(ofKind).find((known) => isSameId(known, id))
  return key === undefined ? undefined : ofKind[key]
}

/** Whether two texts name the same wallet, contract or token. */
export function isSameId(one: string, other: string): boolean {
  return foldAddress(one) === foldAddress(other)
}
