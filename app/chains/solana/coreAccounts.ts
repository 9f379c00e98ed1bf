import type { SolanaAddress } from '../../core/chain/types.ts'
import { createReader, type Reader } from './createReader.ts'
import { type Account, readAddress } from './parseAccounts.ts'
import { coreProgram } from './programs.ts'

/**
 * Accounts of Metaplex Core: key, owner and update authority, two texts, and then plugins with a registry at the end.
 * @see https://github.com/metaplex-foundation/mpl-core/tree/main/programs/mpl-core/src `state`, `plugins`
 */
const [assetKey, headerKey, registryKey, collectionKey] = [1, 3, 4, 5]
/** The update authority is a collection. */
const ofCollection = 2
const [freezeDelegate, permanentFreezeDelegate, bubblegum] = [1, 5, 15]
/** An authority that is an address, which follows. */
const isAddress = 3
const mostPlugins = 100

/** Offset and bytes that all assets of an owner in a collection have in common. */
export const coreLayout = {
  key: { offset: 0, bytes: Buffer.from([assetKey]) },
  owner: { offset: 1 },
  authority: { offset: 33, prefix: Buffer.from([ofCollection]) },
}

export type CoreAsset = {
  readonly owner: SolanaAddress
  /** Null if it is in none. */
  readonly collection: SolanaAddress | null
  /** Null if its plugins cannot be read. A freeze of the whole collection is not one of the asset. */
  readonly isFrozen: boolean | null
}

/** Parse an asset; null for any other account. */
export function parseCoreAsset({ program, data }: Account): CoreAsset | null {
  if (program !== coreProgram || data[0] !== assetKey || data.length < 34) return null
  const owner = readAddress(data, coreLayout.owner.offset)
  const collection = data[33] === ofCollection && data.length >= 66 ? readAddress(data, 34) : null
  return { owner, collection, isFrozen: readOrNull(() => readFrozen(data)) }
}

export type CoreCollection = {
  readonly name: string
  /** Whether compressed NFTs may be in it, which no account tells. Null if its plugins cannot be read. */
  readonly mayHaveCompressed: boolean | null
}

/** Parse a collection, of which the data may be cut; null for any other account. */
export function parseCoreCollection({ program, data }: Account): CoreCollection | null {
  if (program !== coreProgram || data[0] !== collectionKey) return null
  const reader = createReader(data.subarray(33))
  const name = readOrNull(() => reader.text(512))
  if (name === null) return null
  const read = () => {
    reader.text(data.length)
    // Numbers of all members so far and of those that are left.
    reader.bytes(8)
    return readPlugins(data, reader).some(({ type }) => type === bubblegum)
  }
  return { name, mayHaveCompressed: readOrNull(read) }
}

function readFrozen(data: Buffer): boolean {
  const hasAuthority = data[33] !== 0
  const reader = createReader(data.subarray(hasAuthority ? 66 : 34))
  reader.text(data.length)
  reader.text(data.length)
  reader.option(() => reader.bytes(8))
  return readPlugins(data, reader).some(({ type, at }) => {
    if (type !== freezeDelegate && type !== permanentFreezeDelegate) return false
    const plugin = createReader(data.subarray(at))
    if (plugin.byte() !== type) throw new Error('a plugin is not where its registry says')
    return plugin.bool()
  })
}

/** Read the registry of an account whose own part a reader has passed. Without plugins nothing follows it. */
function readPlugins(data: Buffer, after: Reader): { readonly type: number; readonly at: number }[] {
  if (after.isDone()) return []
  if (after.byte() !== headerKey) throw new Error('the plugins have no header')
  const reader = createReader(data.subarray(Number(after.bytes(8).readBigUInt64LE())))
  if (reader.byte() !== registryKey) throw new Error('the plugins have no registry')
  return reader.list(mostPlugins, () => {
    const type = reader.byte()
    if (reader.byte() === isAddress) reader.bytes(32)
    return { type, at: Number(reader.bytes(8).readBigUInt64LE()) }
  })
}

/** Strangers write these accounts, so data that ends too early or points nowhere is no fault. */
function readOrNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
