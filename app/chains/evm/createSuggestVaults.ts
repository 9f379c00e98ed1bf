import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import type { Vault } from '../../core/login/types.ts'
import type { Rpc } from '../rpc/createRpc.ts'
import { callContracts } from './callContracts.ts'
import { registries, rights } from './delegations.ts'
import type { ContractCall } from './multicall/calls.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'

export type SuggestVaultsParameters = {
  readonly delegate: EvmAddress
  readonly chains: readonly ChainSlug[]
}

const most = 25
const timeoutMs = 1_500
/** Long lists cost gas; what does not fit it is not suggested. */
const gasCap = 10_000_000
const none = '0'.repeat(64)
/** Both registries count kinds of delegations alike so far: 1 wallet, 2 contract, 3 one ERC-721 token. */
const singleToken = 3n

/** Where the fields of a delegation stand in a registry's list, in words. */
type Layout = {
  readonly words: number
  readonly delegate: number
  readonly vault: number
  readonly rights?: number
}
const incoming = {
  /** `getIncomingDelegations(to)`: type, to, from, rights, contract, id, amount. */
  v2: { selector: '42f87c25', layout: { words: 7, delegate: 1, vault: 2, rights: 3 } },
  /** `getDelegationsByDelegate(delegate)`: type, vault, delegate, contract, id. */
  v1: { selector: '4fc69282', layout: { words: 5, delegate: 2, vault: 1 } },
} as const

/**
 * Make `suggestVaults`: wallets that seem to have lent something to a delegate, by the lists of delegate.xyz.
 *
 * Anybody can put himself on such a list, so it only suggests: what counts is asked of the chain with every check.
 * One request per chain, at most 25 vaults; never throws.
 */
export function createSuggestVaults({ rpc }: { rpc: Rpc }) {
  return async ({ delegate, chains }: SuggestVaultsParameters): Promise<readonly Vault[]> => {
    const lists = await Promise.all(
      chains.map((chain) => listDelegations({ rpc, chain, delegate }).catch(() => [])),
    )
    const vaults = new Map<EvmAddress, Vault['tokens'][number][]>()
    for (const { vault, token } of lists.flat()) {
      const tokens = vaults.get(vault) ?? []
      if (vaults.size === most && !vaults.has(vault)) continue
      vaults.set(
        vault,
        token && tokens.length < most && !includes(tokens, token) ? [...tokens, token] : tokens,
      )
    }
    return [...vaults].map(([address, tokens]) => ({ address, delegate, tokens }))
  }
}

type Token = Vault['tokens'][number]
type Delegation = { readonly vault: EvmAddress; readonly token: Token | null }
type ListParameters = { readonly rpc: Rpc; readonly chain: ChainSlug; readonly delegate: EvmAddress }

async function listDelegations({ rpc, chain, delegate }: ListParameters): Promise<Delegation[]> {
  const calls = (['v2', 'v1'] as const).map((version): ContractCall => {
    const { selector, layout } = incoming[version]
    const data = selector + delegate.slice(2).padStart(64, '0')
    return { target: registries[version], data, limit: 64 + 32 * layout.words * most, gasCap }
  })
  const { results } = await callContracts({ rpc, chain, calls, timeoutMs })
  const [v2, v1] = results
  return [
    ...parseDelegations({ chain, delegate, result: v2, layout: incoming.v2.layout }),
    ...parseDelegations({ chain, delegate, result: v1, layout: incoming.v1.layout }),
  ]
}

type ParseParameters = Omit<ListParameters, 'rpc'> & {
  readonly result: InnerResult | undefined
  readonly layout: Layout
}

function parseDelegations({ chain, delegate, result, layout }: ParseParameters): Delegation[] {
  if (result?.kind !== 'answer') return []
  const words = result.data.match(/.{64}/g) ?? []
  const [offset = none, length = none, ...fields] = words
  if (BigInt(`0x${offset}`) !== 32n) return []
  const whole = Math.floor(fields.length / layout.words)
  const listed = BigInt(`0x${length}`)
  const count = listed < BigInt(whole) ? Number(listed) : whole
  return Array.from({ length: count }, (_, i) =>
    fields.slice(i * layout.words, (i + 1) * layout.words),
  ).flatMap((entry) => parseDelegation({ chain, delegate, entry, layout }) ?? [])
}

type ParseEntryParameters = Omit<ParseParameters, 'result'> & { readonly entry: readonly string[] }

function parseDelegation({ chain, delegate, entry, layout }: ParseEntryParameters): Delegation | null {
  const vault = parseWord(entry[layout.vault])
  const kind = BigInt(`0x${entry[0] ?? none}`)
  const right = layout.rights === undefined ? none : entry[layout.rights]
  if (!vault || vault === delegate || parseWord(entry[layout.delegate]) !== delegate) return null
  if (kind === 0n || (right !== none && right !== rights)) return null
  if (kind !== singleToken) return { vault, token: null }
  const [contract, id] = entry.slice(layout.rights === undefined ? 3 : 4)
  const token = parseWord(contract)
  return token ? { vault, token: { chain, contract: token, tokenId: BigInt(`0x${id ?? none}`) } } : null
}

/** An address that is not zero. */
function parseWord(word = none): EvmAddress | null {
  return word !== none && word.startsWith('0'.repeat(24)) ? (`0x${word.slice(24)}` as EvmAddress) : null
}

function includes(tokens: readonly Token[], { chain, contract, tokenId }: Token): boolean {
  return tokens.some((one) => one.chain === chain && one.contract === contract && one.tokenId === tokenId)
}
