import type { ChainSlug } from '../chain/types.ts'

/** A block of a chain at which a condition was read; a slot on Solana. */
export type ReadBlock = { readonly chain: ChainSlug; readonly block: bigint }
