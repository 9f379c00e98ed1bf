import { type Address, getAddressEncoder, getProgramDerivedAddress } from '@solana/addresses'
import { encodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { createReader, type Reader } from './createReader.ts'
import type { Account } from './parseAccounts.ts'
import { metadataProgram } from './programs.ts'
import { readAccounts } from './readAccounts.ts'

/** The longest content of an account, without its padding. */
const bytes = 607

/**
 * Read the Metaplex metadata of mints. The map lacks mints without metadata.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readMetadata({
  rpc,
  mints,
  deadline,
}: {
  rpc: Rpc
  mints: readonly SolanaAddress[]
  /** By `performance.now()`. */
  deadline: number
}): Promise<Map<SolanaAddress, Metadata>> {
  const mintOf = new Map<SolanaAddress, SolanaAddress>()
  for (const mint of new Set(mints)) mintOf.set(await findMetadataAddress(mint), mint)
  const addresses = [...mintOf.keys()]
  const accounts = await readAccounts({ rpc, addresses, bytes, timeoutMs: deadline - performance.now() })
  const found = new Map<SolanaAddress, Metadata>()
  for (const [address, account] of accounts) {
    const mint = mintOf.get(address)
    const metadata = mint && parseMetadata({ account, mint })
    if (mint && metadata) found.set(mint, metadata)
  }
  return found
}

const programAddress = metadataProgram as string as Address
const { encode } = getAddressEncoder()
const found = new Map<SolanaAddress, SolanaAddress>()
const mostFound = 20_000

/** Derive the address of a mint's Metaplex metadata. Cached, as it takes half a millisecond and never changes. */
export async function findMetadataAddress(mint: SolanaAddress): Promise<SolanaAddress> {
  const known = found.get(mint)
  if (known) return known
  const seeds = ['metadata', encode(programAddress), encode(mint as string as Address)]
  const [derived] = await getProgramDerivedAddress({ programAddress, seeds })
  const address = derived as string as SolanaAddress
  const [oldest] = found.keys()
  if (found.size >= mostFound && oldest) found.delete(oldest)
  found.set(mint, address)
  return address
}

/** Metaplex metadata of a mint. Only verified collections and creators count, as anybody can name any other. */
export type Metadata = {
  readonly name: string
  readonly symbol: string
  /** To its picture and description; empty if there is none. */
  readonly link: string
  readonly standard: TokenStandard | null
  readonly verifiedCreators: readonly SolanaAddress[]
  readonly verifiedCollection: SolanaAddress | null
  /** Whether it has a member count, as sized collections do. */
  readonly isSizedCollection: boolean
}
type TokenStandard = (typeof standards)[number]

/** At the index that is Metaplex's number of the standard. */
const standards = [
  'nonFungible',
  'fungibleAsset',
  'fungible',
  'nonFungibleEdition',
  'programmableNonFungible',
  'programmableNonFungibleEdition',
] as const
const metadataKey = 4
const mostCreators = 5

/**
 * Parse the metadata account of a mint. Null if the account is of another program or mint, or too short.
 *
 * In some accounts an early version of the program overwrote the bytes after the edition's nonce. Such a tail counts as
 * absent, as it does for the program itself.
 * @see https://developers.metaplex.com/token-metadata
 */
export function parseMetadata({ account, mint }: { account: Account; mint: SolanaAddress }): Metadata | null {
  if (account.program !== metadataProgram) return null
  const reader = createReader(account.data)
  try {
    if (reader.byte() !== metadataKey) return null
    reader.bytes(32)
    if (readKey(reader) !== mint) return null
    const [name, symbol, link] = [reader.text(32), reader.text(10), reader.text(200)]
    reader.bytes(2)
    const creators = reader.option(() => reader.list(mostCreators, () => readCreator(reader))) ?? []
    // Skip two flags: whether it was sold, and whether it can be changed.
    reader.bytes(2)
    reader.option(reader.byte)
    const verifiedCreators = creators.flatMap(({ address, isVerified }) => (isVerified ? [address] : []))
    return { name, symbol, link, verifiedCreators, ...readTail(reader) }
  } catch {
    return null
  }
}

function readTail(reader: Reader): Pick<Metadata, 'standard' | 'verifiedCollection' | 'isSizedCollection'> {
  try {
    const standard = reader.option(() => readStandard(reader))
    const collection = reader.option(() => ({ isVerified: reader.bool(), address: readKey(reader) }))
    reader.option(() => reader.bytes(17))
    const verifiedCollection = collection?.isVerified ? collection.address : null
    return { standard, verifiedCollection, isSizedCollection: readIsSized(reader) }
  } catch {
    return { standard: null, verifiedCollection: null, isSizedCollection: false }
  }
}

/** Whether a member count follows. Accounts from before sized collections end here. */
function readIsSized(reader: Reader): boolean {
  if (reader.isDone()) return false
  try {
    return reader.option(() => reader.bytes(9)) !== null
  } catch {
    return false
  }
}

function readStandard(reader: Reader): TokenStandard {
  const standard = standards[reader.byte()]
  if (!standard) throw new Error('the token standard is unknown')
  return standard
}

function readCreator(reader: Reader): { address: SolanaAddress; isVerified: boolean } {
  const creator = { address: readKey(reader), isVerified: reader.bool() }
  reader.byte()
  return creator
}

function readKey(reader: Reader): SolanaAddress {
  return encodeBase58(reader.bytes(32)) as SolanaAddress
}
