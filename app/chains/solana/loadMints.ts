import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { type Mint, parseMint } from './parseMint.ts'
import { readAccounts } from './readAccounts.ts'

export type LoadMintsParameters = {
  readonly mints: readonly SolanaAddress[]
  readonly timeoutMs: number
}
/** Loads mints by address; null for an address that is no mint. */
export type LoadMints = (parameters: LoadMintsParameters) => Promise<Map<SolanaAddress, Mint | null>>

/** Enough to tell a mint from every other account of both programs. */
const bytes = 400
const mostKnown = 20_000

/**
 * Make `loadMints`. Mints are cached, as program and decimals never change; the supply may be stale. An address that is
 * no mint is read again each time.
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
        if (parsed) known.set(mint, parsed)
      }
    }
    const found = new Map(mints.map((mint) => [mint, known.get(mint) ?? asked.get(mint) ?? null]))
    for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest)
    return found
  }
}
