import type { ChainSlug } from '../../../core/chain/types.ts'

/** How many blocks of logs the sources of a chain answer at once. */
export type PageSizes = {
  /** Null: any number, as far as is known. */
  readonly of: (chain: ChainSlug) => bigint | null
  /** Choose the next smaller size after a refusal of so many blocks; false where none is left. */
  readonly shrink: (parameters: { readonly chain: ChainSlug; readonly blocks: bigint }) => boolean
}

/** Providers allow from 500 blocks to any number, and count results too: a few steps find what one takes. */
const sizes = [1_000_000n, 100_000n, 10_000n, 2_000n, 500n] as const
const SECONDS = 600

/** Make a memory of page sizes. Ten minutes later it tries larger ones again: a refusal may have had another cause. */
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
