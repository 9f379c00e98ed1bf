import type { ChainFamily } from '../core/chain/types.ts'
import { conditionFacts, hasField } from '../core/requirement/kinds/facts.ts'

import type { ConditionKind } from '../core/requirement/types.ts'

/** Texts of a condition kind for merchants. */
type KindText = {
  readonly name: string
  /** Unit of the amount. A coin with a symbol uses the symbol instead. */
  readonly unit: string
  /**
   * Label of the choice under "What counts". Null if merchants paste an address, from which the chain tells the kind.
   */
  readonly choice: string | null
  /** For an address that no chain describes. Sentences put `before` in front of it. */
  readonly address: { readonly label: string; readonly help: string; readonly before: string } | null
  /** Texts for the field of token ids. */
  readonly ids: { readonly placeholder: string; readonly help: string } | null
}

/** Texts of each condition kind for merchants. */
export const KIND_TEXTS: { readonly [Kind in ConditionKind]: KindText } = {
  erc721: {
    name: 'NFT collection (ERC-721)',
    unit: 'NFTs',
    choice: null,
    address: null,
    ids: {
      placeholder: 'The whole collection',
      help: 'Separate IDs with commas. You can enter ranges, such as 100-199.',
    },
  },
  trait: {
    name: 'NFTs with certain traits',
    unit: 'NFTs',
    choice: 'NFTs with certain traits',
    address: {
      label: 'Contract address',
      help: '',
      before: '',
    },
    ids: null,
  },
  erc1155: {
    name: 'Items of a multi-token contract (ERC-1155)',
    unit: 'items',
    choice: null,
    address: null,
    ids: {
      placeholder: 'Any token of this contract',
      help: 'Separate IDs with commas. You can enter ranges, such as 10-15. If you leave this empty, every token of this contract counts. Palisade then reads the contract’s transfers, so the first check of a wallet takes longer.',
    },
  },
  erc20: { name: 'Token amount (ERC-20)', unit: 'tokens', choice: null, address: null, ids: null },
  native: {
    name: 'The chain’s own coin',
    unit: 'coins',
    choice: 'The chain’s own coin',
    address: null,
    ids: null,
  },
  collection: { name: 'NFT collection (Metaplex)', unit: 'NFTs', choice: null, address: null, ids: null },
  creator: {
    name: 'NFTs by a creator (Metaplex)',
    unit: 'NFTs',
    choice: 'NFTs by a creator',
    address: {
      label: 'Creator’s address',
      help: 'Counts NFTs that this wallet has signed as a creator.',
      before: 'NFTs by ',
    },
    ids: null,
  },
  spl: { name: 'Token amount (SPL)', unit: 'tokens', choice: null, address: null, ids: null },
  stake: { name: 'Staked SOL', unit: 'SOL', choice: 'Staked SOL', address: null, ids: null },
  flowNft: { name: 'NFT collection (Flow)', unit: 'NFTs', choice: null, address: null, ids: null },
  flowToken: { name: 'Token amount (Flow)', unit: 'tokens', choice: null, address: null, ids: null },
  call: {
    name: 'What a contract says',
    unit: '',
    choice: 'Stake, membership or anything else that a contract knows',
    address: {
      label: 'Contract address',
      help: 'The contract that answers. It decides who passes, so choose one that you trust.',
      before: '',
    },
    ids: {
      placeholder: 'All tokens of the wallet',
      help: 'Separate IDs with commas, or enter ranges: at most 50 in all.',
    },
  },
  allowlist: {
    name: 'On a list',
    unit: 'wallets',
    choice: 'On a list of wallets',
    address: null,
    ids: null,
  },
  denylist: {
    name: 'Not on a list',
    unit: 'wallets',
    choice: 'Not on a list of wallets',
    address: null,
    ids: null,
  },
}

/** Family of the chains that a kind may name. */
export function familyOfKind(kind: ConditionKind): ChainFamily | 'any' {
  return conditionFacts[kind].family
}

/** Whether the chain determines the kind from a condition's address. */
export function isRecognized(kind: ConditionKind): boolean {
  return conditionFacts[kind].isRecognized
}

/** Whether a kind is about the native coin of its chain, which has no contract. */
export function isChainCoin(kind: ConditionKind): boolean {
  return conditionFacts[kind].isCoin && !hasField(kind, 'contract')
}
