import type { ConditionKind } from '../core/requirement/types.ts'

/** What a merchant calls each kind of token. */
export const KIND_NAMES = {
  erc20: 'Token amount (ERC-20)',
  erc721: 'NFT collection (ERC-721)',
  erc1155: 'Items of a multi-token contract (ERC-1155)',
} as const satisfies Record<ConditionKind, string>

/** What is counted of each kind; an ERC-20 is counted by its symbol where it has one. */
export const KIND_UNITS = {
  erc20: 'tokens',
  erc721: 'NFTs',
  erc1155: 'items',
} as const satisfies Record<ConditionKind, string>
