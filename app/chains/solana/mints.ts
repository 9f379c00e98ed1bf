import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { createReader } from './createReader.ts'
import { type Account, readAddress } from './parseAccounts.ts'
import { token2022Program, tokenPrograms } from './programs.ts'
import { readAccounts } from './readAccounts.ts'

type LoadMintsParameters = {
  readonly mints: readonly SolanaAddress[]
  readonly timeoutMs: number
}
/** Loads mints by address; null for an address that is no mint. */
export type LoadMints = (parameters: LoadMintsParameters) => Promise<Map<SolanaAddress, Mint | null>>

/** Enough for a mint with a name and every extension of a fixed length. */
const bytes = 1_600
const mostKnown = 20_000

/**
 * Make `loadMints`. Mints are cached, as program and decimals never change; the supply may be stale. An address that is
 * no mint is read again each time, and so is a mint that a group may still take in.
 * The function made throws {UpstreamError} ERR_CHAIN_READ.
 */
export function createLoadMints({ rpc }: { rpc: Rpc }): LoadMints {
  const known = new Map<SolanaAddress, Mint>()
  return async ({ mints, timeoutMs }) => {
    const wanted = [...new Set(mints)].filter((mint) => !known.has(mint))
    const asked = new Map<SolanaAddress, Mint | null>()
    if (wanted.length > 0) {
      const accounts = await readAccounts({ rpc, addresses: wanted, bytes, timeoutMs })
      for (const mint of wanted) {
        const account = accounts.get(mint)
        const parsed = account ? parseMint(account) : null
        asked.set(mint, parsed)
        if (parsed && !canJoinGroup(parsed)) known.set(mint, parsed)
      }
    }
    const found = new Map(mints.map((mint) => [mint, known.get(mint) ?? asked.get(mint) ?? null]))
    for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest)
    return found
  }
}

export type Mint = {
  readonly program: SolanaAddress
  readonly decimals: number
  readonly supply: bigint
  /** Name and symbol that a Token-2022 mint holds itself; null if it holds none. */
  readonly label: { readonly name: string; readonly symbol: string } | null
  /** The group that a Token-2022 mint is a member of; null if of none, `unknown` if its extensions go on too far. */
  readonly group: SolanaAddress | 'unknown' | null
  /** Whether other mints may be its members. */
  readonly isGroup: boolean
}

/** Whether a mint may become a member later. Its metadata may grow too, so that it can no longer be read whole. */
function canJoinGroup({ program, decimals, group }: Mint): boolean {
  return program === token2022Program && decimals === 0 && (group === null || group === 'unknown')
}

const mintBytes = 82
const accountBytes = 165
/** Only multisig accounts have exactly this length. */
const multisigBytes = 355
/** The byte that marks a longer Token-2022 account as a mint. */
const isMint = 1
/** Types of extensions. @see https://github.com/solana-program/token-2022 `ExtensionType` */
const [tokenMetadata, tokenGroup, tokenGroupMember] = [19, 21, 23]

/** Parse an account that is a mint of one of the token programs; null for any other. */
export function parseMint({ program, data }: Account): Mint | null {
  if (!tokenPrograms.includes(program)) return null
  const isLong = program === token2022Program && data.length > accountBytes && data[accountBytes] === isMint
  if (data.length === multisigBytes || (data.length !== mintBytes && !isLong)) return null
  const [decimals, isInitialized] = data.subarray(44, 46)
  if (decimals === undefined || isInitialized !== 1) return null
  const supply = data.readBigUInt64LE(36)
  if (!isLong) return { program, decimals, supply, label: null, group: null, isGroup: false }
  const { values, isWhole } = listExtensions(data)
  const [metadata, member] = [values.get(tokenMetadata), values.get(tokenGroupMember)]
  // Mint, group and number.
  const group = member && member.length >= 64 ? readAddress(member, 32) : null
  return {
    ...{ program, decimals, supply, label: metadata ? readLabel(metadata) : null },
    group: group ?? (isWhole ? null : 'unknown'),
    isGroup: values.has(tokenGroup),
  }
}

/**
 * List the extensions that are part of the data. Not `isWhole` if the data ends before they do.
 * @see https://www.solana-program.com/docs/token-2022/extensions
 */
function listExtensions(data: Buffer): {
  readonly values: ReadonlyMap<number, Buffer>
  readonly isWhole: boolean
} {
  const values = new Map<number, Buffer>()
  let offset = accountBytes + 1
  while (offset + 4 <= data.length) {
    const [type, length] = [data.readUInt16LE(offset), data.readUInt16LE(offset + 2)]
    offset += 4
    if (type === 0) return { values, isWhole: true }
    if (offset + length <= data.length || type === tokenMetadata)
      values.set(type, data.subarray(offset, offset + length))
    offset += length
  }
  return { values, isWhole: offset <= data.length && data.length !== bytes }
}

function readLabel(value: Buffer): Mint['label'] {
  const reader = createReader(value)
  try {
    // Skip the update authority and the mint.
    reader.bytes(64)
    return { name: reader.text(value.length), symbol: reader.text(value.length) }
  } catch {
    return null
  }
}
