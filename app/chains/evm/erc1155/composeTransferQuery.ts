import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import type { RpcCall } from '../../rpc/types.ts'

/** Transfers of one contract to some wallets, in a range of blocks with both ends included. */
export type TransferQuery = {
  readonly contract: EvmAddress
  readonly owners: readonly EvmAddress[]
  readonly from: bigint
  readonly until: bigint | 'latest'
}
/** The ids that each wallet received. */
export type ReceivedIds = ReadonlyMap<EvmAddress, ReadonlySet<bigint>>

/**
 * `TransferSingle(address,address,address,uint256,uint256)` and
 * `TransferBatch(address,address,address,uint256[],uint256[])`.
 */
const single = '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62'
const batch = '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb'

/**
 * Compose the `eth_getLogs` call of a query. A mint is a transfer from the zero address, so mints are included.
 *
 * The ids that `parse` returns are proposals: an endpoint can invent ids, and the balance of each is read anyway.
 * @see https://eips.ethereum.org/EIPS/eip-1155
 * @see https://ethereum.org/en/developers/docs/apis/json-rpc/#eth_getlogs
 */
export function composeTransferQuery({ contract, owners, from, until }: TransferQuery): RpcCall<ReceivedIds> {
  const toBlock = until === 'latest' ? until : toHex(until)
  const topics = [[single, batch], null, null, owners.map(toTopic)]
  return {
    method: 'eth_getLogs',
    params: [{ address: contract, fromBlock: toHex(from), toBlock, topics }],
    parse: (result) => {
      if (!Array.isArray(result)) throw new Error('the logs are not a list')
      const byTopic = new Map(owners.map((owner) => [toTopic(owner), { owner, ids: new Set<bigint>() }]))
      for (const log of result as readonly unknown[]) {
        const { topics: found, ids } = parseLog({ log, contract })
        const receiver = byTopic.get(found[3] ?? '')
        if (!receiver) throw new Error('a log belongs to another wallet')
        for (const id of ids) receiver.ids.add(id)
      }
      return new Map([...byTopic.values()].map(({ owner, ids }) => [owner, ids]))
    },
  }
}

/** Parse one log. Throws if it is not one that was asked for. */
function parseLog({ log, contract }: { log: unknown; contract: EvmAddress }) {
  const { address, topics, data } = Object(log) as Record<string, unknown>
  if (typeof address !== 'string' || address.toLowerCase() !== contract)
    throw new Error('a log belongs to another contract')
  if (!Array.isArray(topics) || !topics.every((topic) => typeof topic === 'string'))
    throw new Error('a log has no topics')
  const found = topics.map((topic: string) => topic.toLowerCase())
  if (typeof data !== 'string' || !/^0x(?:[0-9a-f]{64})+$/i.test(data)) throw new Error('a log has no data')
  const words = data.slice(2).match(/.{64}/g) ?? []
  if (found[0] === single && words.length === 2) {
    return { topics: found, ids: removeEmpty(words.slice(0, 1).map(toWord), words.slice(1).map(toWord)) }
  }
  if (found[0] === batch)
    return { topics: found, ids: removeEmpty(parseArray(words, 0), parseArray(words, 1)) }
  throw new Error('a log is not a transfer')
}

/**
 * Keep the ids with an amount above 0. Anybody may send 0 units of any id to any wallet, and so use up the wallet's
 * limit of ids.
 */
function removeEmpty(ids: readonly bigint[], amounts: readonly bigint[]): bigint[] {
  if (ids.length !== amounts.length) throw new Error('a log has more or fewer ids than amounts')
  return ids.filter((_, i) => amounts[i] !== 0n)
}

/** Parse the ABI-encoded array whose offset is in word `at`. */
function parseArray(words: readonly string[], at: number): bigint[] {
  const offset = toWord(words[at] ?? '')
  const start = offset % 32n === 0n && offset < BigInt(32 * words.length) ? Number(offset / 32n) : -1
  const length = start < 0 ? undefined : words[start]
  if (length === undefined || toWord(length) > BigInt(words.length - start - 1))
    throw new Error('a log is cut off')
  return words.slice(start + 1, start + 1 + Number(toWord(length))).map(toWord)
}

function toWord(word: string): bigint {
  return BigInt(`0x${word}`)
}

function toTopic(address: EvmAddress): string {
  return `0x${address.slice(2).padStart(64, '0')}`
}

function toHex(block: bigint): string {
  return `0x${block.toString(16)}`
}

/** How many blocks the endpoints of a chain accept in one query of logs. */
export type PageSizes = {
  /** Null if no limit is known. */
  readonly of: (chain: ChainSlug) => bigint | null
  /** Choose the next smaller size after a query of `blocks` was refused; false if there is none. */
  readonly shrink: (parameters: { readonly chain: ChainSlug; readonly blocks: bigint }) => boolean
}

/** Providers allow from 500 blocks to any number, and limit results too. These steps find a size that works. */
const sizes = [1_000_000n, 100_000n, 10_000n, 2_000n, 500n] as const
const SECONDS = 600

/** Make a cache of page sizes. It forgets a size after ten minutes, as a refusal may have had another cause. */
export function createPageSizes({ now }: { now: () => number }): PageSizes {
  const known = new Map<ChainSlug, { readonly size: bigint; readonly until: number }>()
  const find = (chain: ChainSlug): bigint | null => {
    const entry = known.get(chain)
    return entry && now() < entry.until ? entry.size : null
  }
  return {
    of: find,
    shrink: ({ chain, blocks }) => {
      const size = sizes.find((one) => one < blocks)
      if (size === undefined) return false
      const current = find(chain)
      if (current === null || size < current) known.set(chain, { size, until: now() + SECONDS })
      return true
    },
  }
}
