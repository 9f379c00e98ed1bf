import { decodeBase58, encodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { UnreadCode } from '../../core/requirement/reads.ts'
import type { Rpc } from '../rpc/types.ts'
import { type CoreCollection, coreLayout, parseCoreAsset, parseCoreCollection } from './coreAccounts.ts'
import type { NftRead } from './countNfts.ts'
import { parseAccount, readObject } from './parseAccounts.ts'
import { coreProgram, systemProgram } from './programs.ts'
import { readAccounts } from './readAccounts.ts'
import { type AccountsQuestion, readProgramAccounts } from './readProgramAccounts.ts'

/** What a wallet has of a Core collection. */
export type CoreHolding = {
  readonly ids: readonly SolanaAddress[]
  readonly slot: bigint
  readonly source: string
  /** Why there may be more of them; null if there are not. */
  readonly gap: UnreadCode | null
}
/** By read, of the collections that are of Core. A code says why the node did not list a wallet's. */
export type CoreHoldings = ReadonlyMap<NftRead, CoreHolding | UnreadCode>
export type ReadCoreAssets = (parameters: {
  readonly reads: readonly NftRead[]
  /** By `performance.now()`. */
  readonly deadline: number
}) => Promise<CoreHoldings>

/** Enough for a collection with its plugins; the rest of a longer one is unknown. */
const collectionBytes = 4_096
const mostKnown = 20_000
/** Calls in one request: a node accepts 50 KiB. */
const mostCalls = 60
/** Enough for some thousand assets. */
const maxBytes = 4 * 1024 * 1024
type Listed = { readonly ids: readonly SolanaAddress[]; readonly isClear: boolean }

/**
 * Make a reader of NFTs of Metaplex Core without an index: `getProgramAccounts` of its program, filtered by owner and
 * collection. It costs one call for each wallet and Core collection, all in one request. Whether a collection is of
 * Core is asked once and remembered: no account of a program changes its kind.
 *
 * All answers are of one slot, so that an NFT that moves between two wallets counts once. Frozen assets do not count, as
 * those that an index lists do not.
 * The function made throws {UpstreamError} ERR_CHAIN_READ if a collection's account cannot be read.
 */
export function createReadCoreAssets({ rpc }: { rpc: Rpc }): ReadCoreAssets {
  const known = new Map<SolanaAddress, CoreCollection | null>()
  const loadCollections = async (addresses: readonly SolanaAddress[], deadline: number): Promise<void> => {
    const asked = [...new Set(addresses)].filter((address) => !known.has(address))
    if (asked.length === 0) return
    const timeoutMs = deadline - performance.now()
    const accounts = await readAccounts({ rpc, addresses: asked, bytes: collectionBytes, timeoutMs })
    for (const [address, account] of accounts)
      if (account.program !== systemProgram) known.set(address, parseCoreCollection(account))
    for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest)
  }
  return async ({ reads, deadline }) => {
    const named = reads.filter(({ kind }) => kind === 'collection')
    await loadCollections(
      named.map(({ address }) => address),
      deadline,
    )
    const asked = named.filter(({ address }) => known.get(address))
    if (asked.length === 0) return new Map()
    // Some nodes refuse a whole request because of the method. Other collections must stay readable.
    const questions = asked.slice(0, mostCalls).map(composeQuestion)
    const listed = await readProgramAccounts({ rpc, questions, deadline, maxBytes }).catch(nullIfKnown)
    const toHolding = (read: NftRead, i: number): CoreHolding | UnreadCode => {
      if (!listed) return 'ERR_CHAIN_READ'
      const { source } = listed
      const own = listed.found[i]
      if (!own) return i < mostCalls ? 'ERR_NFT_LISTING' : 'ERR_TOKEN_READ'
      const { ids, isClear } = own.said
      const isWhole = isClear && known.get(read.address)?.mayHaveCompressed === false
      return { ids, slot: own.slot, source, gap: isWhole ? null : 'ERR_TOKEN_READ' }
    }
    return new Map(asked.map((read, i) => [read, toHolding(read, i)]))
  }
}

function composeQuestion({ owner, address }: NftRead): AccountsQuestion<Listed> {
  const { key, authority } = coreLayout
  const collection = Buffer.from([...authority.prefix, ...(decodeBase58({ text: address, bytes: 32 }) ?? [])])
  return {
    program: coreProgram,
    filters: [
      { memcmp: { offset: key.offset, bytes: encodeBase58(key.bytes) } },
      { memcmp: { offset: coreLayout.owner.offset, bytes: owner } },
      { memcmp: { offset: authority.offset, bytes: encodeBase58(collection) } },
    ],
    parse: (accounts) => {
      const assets = accounts.map((one) => parseListed({ one, owner, collection: address }))
      return {
        ids: assets.flatMap(({ id, isFrozen }) => (isFrozen === false ? [id] : [])),
        isClear: assets.every(({ isFrozen }) => isFrozen !== null),
      }
    },
  }
}

function parseListed({
  one,
  owner,
  collection,
}: {
  one: unknown
  owner: SolanaAddress
  collection: SolanaAddress
}): { readonly id: SolanaAddress; readonly isFrozen: boolean | null } {
  const { pubkey, account } = readObject(one)
  if (typeof pubkey !== 'string' || !decodeBase58({ text: pubkey, bytes: 32 }))
    throw new Error('an account has no address')
  const asset = parseCoreAsset(parseAccount(account))
  if (asset?.owner !== owner || asset.collection !== collection)
    throw new Error('an account is not an asset of this wallet and collection')
  return { id: pubkey as SolanaAddress, isFrozen: asset.isFrozen }
}
