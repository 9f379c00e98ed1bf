import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import type { Delegation } from '../../core/login/types.ts'
import { registries, rights } from './delegations.ts'
import type { ContractCall } from './multicall/calls.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'

/** A registry's list of delegations of one party, with the offset of each field of an entry, in words. */
type DelegationList = {
  readonly registry: EvmAddress
  readonly selector: string
  readonly words: number
  readonly of: 'vault' | 'delegate'
  readonly vault?: number
  readonly delegate?: number
  readonly kind?: number
  readonly rights?: number
  /** The token id follows it, if there is one. */
  readonly contract?: number
  /** Whether all entries are about single tokens; if absent, an entry's kind decides. */
  readonly isSingle?: boolean
}

/** type, to, from, rights, contract, id, amount. */
const v2 = {
  registry: registries.v2,
  words: 7,
  kind: 0,
  delegate: 1,
  vault: 2,
  rights: 3,
  contract: 4,
}
const v1 = { registry: registries.v1, of: 'vault' } as const

/** Lists of delegations to a delegate. Anybody can add entries to them. */
export const incoming: readonly DelegationList[] = [
  /** `getIncomingDelegations(to)` */
  { ...v2, selector: '42f87c25', of: 'delegate' },
  /** `getDelegationsByDelegate(delegate)`: type, vault, delegate, contract, id. */
  { ...v1, selector: '4fc69282', of: 'delegate', words: 5, kind: 0, vault: 1, delegate: 2, contract: 3 },
]
/** Lists of a vault's delegations. Only the vault can add entries to them. */
export const outgoing: readonly DelegationList[] = [
  /** `getOutgoingDelegations(from)` */
  { ...v2, selector: '51525e9a', of: 'vault' },
  /** `getTokenLevelDelegations(vault)`: contract, id, delegate. */
  { ...v1, selector: '6f007d87', words: 3, contract: 0, delegate: 2, isSingle: true },
  /** `getContractLevelDelegations(vault)`: contract, delegate. */
  { ...v1, selector: 'f956cf94', words: 2, contract: 0, delegate: 1 },
  /** `getDelegatesForAll(vault)` */
  { ...v1, selector: '1b61f675', words: 1, delegate: 0 },
]

/** Long lists cost gas. A list that needs more than this is not read. */
const gasCap = 10_000_000
const none = '0'.repeat(64)
/**
 * Kinds of delegations that name one token. Both registries number kinds alike: 1 wallet, 2 contract, 3 one ERC-721
 * token. The second adds 4, an ERC-20 amount, and 5, one id of an ERC-1155.
 */
const singleTokens = [3n, 5n]

/** Compose the call for a party's list, which copies at most `most` entries. */
export function composeListCall({
  list,
  party,
  most,
}: {
  list: DelegationList
  party: EvmAddress
  most: number
}): ContractCall {
  const data = list.selector + party.slice(2).padStart(64, '0')
  return { target: list.registry, data, limit: 64 + 32 * list.words * most, gasCap }
}

export type ParseListParameters = {
  readonly list: DelegationList
  readonly party: EvmAddress
  readonly chain: ChainSlug
  readonly result: InnerResult | undefined
}

/** Parse a list, perhaps cut off at the end. Omits entries of other parties and entries with other rights. */
export function parseList(parameters: ParseListParameters): Delegation[] {
  const { list, result } = parameters
  if (result?.kind !== 'answer') return []
  const words = result.data.match(/.{64}/g) ?? []
  const [offset = none, length = none, ...fields] = words
  if (BigInt(`0x${offset}`) !== 32n) return []
  const whole = Math.floor(fields.length / list.words)
  const listed = BigInt(`0x${length}`)
  const count = listed < BigInt(whole) ? Number(listed) : whole
  return Array.from({ length: count }, (_, i) => fields.slice(i * list.words, (i + 1) * list.words)).flatMap(
    (entry) => parseEntry({ ...parameters, entry }) ?? [],
  )
}

function parseEntry({
  list,
  party,
  chain,
  entry,
}: ParseListParameters & { readonly entry: readonly string[] }): Delegation | null {
  const wordAt = (place: number | undefined) => (place === undefined ? undefined : (entry[place] ?? none))
  const partyAt = (place: number | undefined) => {
    const word = wordAt(place)
    return word === undefined ? party : parseWord(word)
  }
  const [vault, delegate] = [partyAt(list.vault), partyAt(list.delegate)]
  if (!vault || !delegate || vault === delegate || { vault, delegate }[list.of] !== party) return null
  const right = wordAt(list.rights) ?? none
  const kind = wordAt(list.kind)
  if (kind === none || (right !== none && right !== rights)) return null
  const isSingle = list.isSingle ?? (kind !== undefined && singleTokens.includes(BigInt(`0x${kind}`)))
  if (!isSingle || list.contract === undefined) return { vault, delegate, token: null }
  const contract = parseWord(wordAt(list.contract))
  const tokenId = BigInt(`0x${wordAt(list.contract + 1)}`)
  return contract && { vault, delegate, token: { chain, contract, tokenId } }
}

/** An address that is not zero. */
function parseWord(word = none): EvmAddress | null {
  return word !== none && word.startsWith('0'.repeat(24)) ? (`0x${word.slice(24)}` as EvmAddress) : null
}
