import { toComparableAddress } from '../chain/toComparableAddress.ts'
import { addDecimals, parseDecimal } from './addDecimals.ts'
import { hasTokens } from './parseFlatRequirement.ts'
import type { BalanceKind, FlatRequirement, TokenBalances } from './types.ts'

export type EvaluateFlatRequirementParameters = {
  readonly flat: FlatRequirement
  /** The wallet in its internal form. */
  readonly walletAddress: string
  readonly balances: TokenBalances
}
export type FlatVerdict = 'met' | 'wallet-not-allowed' | 'balance-too-low'

/**
 * Judge a flat requirement as Picket did. Any one field is enough. The balances of all named tokens are added up and
 * compared with one minimum; an unknown balance counts as none.
 */
export function evaluateFlatRequirement({
  flat,
  walletAddress,
  balances,
}: EvaluateFlatRequirementParameters): FlatVerdict {
  if (isOnList(flat, walletAddress)) return 'met'
  if (!hasTokens(flat)) return 'wallet-not-allowed'
  const sum = addDecimals(listIds(flat).flatMap(({ kind, id }) => findBalance({ balances, kind, id }) ?? []))
  const minimum = flat.minTokenBalance === null ? 0n : parseDecimal(flat.minTokenBalance)
  return sum > 0n && sum >= minimum ? 'met' : 'balance-too-low'
}

/** Whether `allowedWallets` contains a wallet. */
export function isOnList({ allowedWallets }: FlatRequirement, walletAddress: string): boolean {
  return (allowedWallets ?? []).some((allowed) => isSameId(allowed, walletAddress))
}

/**
 * List every balance that a flat requirement counts. Token ids beside an EVM contract belong to it and become
 * `contract:id`, so that no balance of one id passes for another's. On Solana they are mints, listed beside the
 * contract. A token that two ids cover, such as its collection and its creator, counts for each: balances do not say
 * which tokens they are.
 */
export function listIds(flat: FlatRequirement): { readonly kind: BalanceKind; readonly id: string }[] {
  const { contractAddress, tokenIds, collection, creatorAddress } = flat
  const isEvm = contractAddress !== null && toComparableAddress(contractAddress).startsWith('0x')
  // An id counts once, even if it is written several times, in decimal and in hexadecimal.
  const ids = isEvm
    ? tokenIds.map((id) => `${contractAddress}:${formatTokenId(id)}`)
    : tokenIds.filter((id) => id !== contractAddress)
  return [
    ...(contractAddress === null || (isEvm && ids.length > 0)
      ? []
      : [{ kind: 'contractAddress' as const, id: contractAddress }]),
    ...[...new Set(ids)].map((id) => ({ kind: 'tokenIds' as const, id })),
    // A collection that is also the contract is already read whole. To read it again would count its NFTs twice.
    ...[...new Set(collection)]
      .filter((id) => id !== contractAddress)
      .map((id) => ({ kind: 'collection' as const, id })),
    ...(creatorAddress === null ? [] : [{ kind: 'creatorAddress' as const, id: creatorAddress }]),
  ]
}

/** Spell a token id of an EVM contract in decimal. Text that is not a number stays as it is; the read refuses it. */
function formatTokenId(text: string): string {
  return /^(?:0x[0-9a-f]{1,64}|[0-9]{1,78})$/i.test(text) ? BigInt(text).toString() : text
}

/** Find the balance of an id, ignoring the case of EVM addresses; undefined if unknown. */
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
  return toComparableAddress(one) === toComparableAddress(other)
}
