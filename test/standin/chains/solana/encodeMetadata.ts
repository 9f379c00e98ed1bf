import { PublicKey } from '@solana/web3.js'

export const METADATA_PROGRAM = 'metaqbxxUerdq28cj1RbAWkTQm3ybzjb6a8bt518x1s'

/** Metaplex's numbers of the token standards. */
export const TOKEN_STANDARDS = {
  nonFungible: 0,
  fungibleAsset: 1,
  fungible: 2,
  nonFungibleEdition: 3,
  programmableNonFungible: 4,
} as const

export type MetadataFacts = {
  readonly mint: string
  readonly name: string
  readonly symbol?: string
  readonly uri?: string
  readonly creators?: readonly {
    readonly address: string
    readonly verified: boolean
    readonly share?: number
  }[]
  readonly collection?: { readonly address: string; readonly verified: boolean }
  readonly standard?: keyof typeof TOKEN_STANDARDS
  /** Number of members of a collection; only the collection's own metadata has it. */
  readonly size?: bigint
}

/** Every field at its longest plus padding: the size of accounts made before 2025. */
const ACCOUNT_BYTES = 679
const KEY = 4

/** Address of a mint's metadata account. */
export function findMetadataAddress(mint: string): string {
  const program = new PublicKey(METADATA_PROGRAM)
  const seeds = [Buffer.from('metadata'), program.toBuffer(), new PublicKey(mint).toBuffer()]
  return PublicKey.findProgramAddressSync(seeds, program)[0].toBase58()
}

/**
 * Encode the data of a metadata account as Metaplex's program writes it.
 * @see https://developers.metaplex.com/token-metadata
 */
export function encodeMetadata(facts: MetadataFacts): Buffer {
  const { name, symbol = '', uri = '', creators, collection, standard, size } = facts
  const data = Buffer.concat([
    Buffer.from([KEY]),
    // No update authority.
    Buffer.alloc(32),
    encodeKey(facts.mint),
    encodeText(name, 32),
    encodeText(symbol, 10),
    encodeText(uri, 200),
    Buffer.from([0, 0]),
    encodeOption(creators && [u32(creators.length), ...creators.map(encodeCreator)]),
    // Primary sale has not happened, metadata is mutable, no edition nonce.
    Buffer.from([0, 1, 0]),
    encodeOption(standard && [Buffer.from([TOKEN_STANDARDS[standard]])]),
    encodeOption(collection && [Buffer.from([collection.verified ? 1 : 0]), encodeKey(collection.address)]),
    encodeOption(undefined),
    encodeOption(size === undefined ? undefined : [Buffer.from([0]), u64(size)]),
    encodeOption(undefined),
  ])
  return Buffer.concat([data, Buffer.alloc(ACCOUNT_BYTES - data.length)])
}

function encodeCreator({ address, verified, share = 100 }: NonNullable<MetadataFacts['creators']>[number]) {
  return Buffer.concat([encodeKey(address), Buffer.from([verified ? 1 : 0, share])])
}

function encodeKey(address: string): Buffer {
  return new PublicKey(address).toBuffer()
}

/** The program pads texts with zeros. */
function encodeText(text: string, bytes: number): Buffer {
  const filled = Buffer.alloc(bytes)
  filled.write(text, 'utf8')
  return Buffer.concat([u32(bytes), filled])
}

function encodeOption(parts: readonly Buffer[] | undefined): Buffer {
  return parts ? Buffer.concat([Buffer.from([1]), ...parts]) : Buffer.from([0])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}
