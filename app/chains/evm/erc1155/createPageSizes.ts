import type { ChainSlug } from '../../../core/chain/types.ts'

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
