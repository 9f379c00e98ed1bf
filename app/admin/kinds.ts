import type { ChainFamily } from '../core/chain/types.ts'
import type { ConditionField } from '../core/requirement/kinds/entry.ts'
import { conditionKinds } from '../core/requirement/kinds/table.ts'
import type { ConditionKind } from '../core/requirement/types.ts'

/** What a merchant calls each kind of condition. */
export const KIND_NAMES = {
  erc721: 'NFT collection (ERC-721)',
  erc1155: 'Items of a multi-token contract (ERC-1155)',
  erc20: 'Token amount (ERC-20)',
  native: 'The chain’s own coin',
  collection: 'NFT collection (Metaplex)',
  creator: 'NFTs by a creator (Metaplex)',
  spl: 'Token amount (SPL)',
  allowlist: 'On a list',
  denylist: 'Not on a list',
} as const satisfies Record<ConditionKind, string>

/** What is counted of each kind; a coin is counted by its symbol where it has one. */
export const KIND_UNITS = {
  erc721: 'NFTs',
  erc1155: 'items',
  erc20: 'tokens',
  native: 'coins',
  collection: 'NFTs',
  creator: 'NFTs',
  spl: 'tokens',
  allowlist: 'wallets',
  denylist: 'wallets',
} as const satisfies Record<ConditionKind, string>

/** Whether a kind's amounts are of a coin, which comes in fractions. */
export const IS_COIN = {
  erc721: false,
  erc1155: false,
  erc20: true,
  native: true,
  collection: false,
  creator: false,
  spl: true,
  allowlist: false,
  denylist: false,
} as const satisfies Record<ConditionKind, boolean>

/** Whether a merchant fills in a field for a kind. */
export function hasField(kind: ConditionKind, field: ConditionField): boolean {
  return (conditionKinds[kind].fields as readonly ConditionField[]).includes(field)
}

/** Whose chains a kind may name. */
export function familyOfKind(kind: ConditionKind): ChainFamily | 'any' {
  return conditionKinds[kind].family
}

/** Whether the chain says what the address of such a condition is. */
export function isRecognized(kind: ConditionKind): boolean {
  return conditionKinds[kind].isRecognized
}
