import type { ProposedIds } from './erc1155/createFindTokenIds.ts'

/** Result of a read: an amount in base units, and the ids of single tokens. */
export type Finding = {
  readonly amount: bigint
  readonly tokenIds?: readonly string[]
  /** Why the real amount may be higher. */
  readonly gap?: ProposedIds['gap']
}
