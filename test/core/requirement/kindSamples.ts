import type { TokenDescription } from '../../../app/core/chain/describe.ts'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { type ConditionForm, EMPTY_CALL } from '../../../app/core/gate/form.ts'
import type { ConditionKind } from '../../../app/core/requirement/types.ts'
import type { TraitTable } from '../../../app/core/trait/types.ts'
import { LIST } from './samples.ts'

/** The imported traits of the samples' collection. */
export const SAMPLE_TRAITS: TraitTable = {
  ...{ chain: 'ethereum' as ChainSlug, contract: `0x${'ab'.repeat(20)}` as EvmAddress, source: 'owls.json' },
  ...{ checksum: 'c5'.repeat(32), tokens: 3, importedAt: 1_790_000_000 },
  traits: [
    {
      trait: 'Fur',
      values: [
        { value: 'Gold', count: 2, ids: '7gC' },
        { value: 'Silver', count: 1, ids: '11g' },
      ],
    },
  ],
}

export type KindSample = {
  /** The merchant's form fields, besides the kind. */
  readonly form: Partial<ConditionForm>
  /** The chain's description of the contract; null for kinds without a contract to describe. */
  readonly description: TokenDescription | null
  /** What the chain says of the contract, where the merchant chooses the kind. */
  readonly asked?: TokenDescription
  /** The stored form. */
  readonly json: Readonly<Record<string, unknown>>
  /** What the chain counts as one, if that is not 1. */
  readonly unit?: bigint
  /** The storefront's English texts: the need, and the name of its holders. */
  readonly need: string
  readonly holders: string
}

const contract = `0x${'ab'.repeat(20)}`
const mint = 'So11111111111111111111111111111111111111112'
const evm = { chain: 'ethereum', contract }
const solana = { chain: 'solana', contract: mint }
const flow = { chain: 'flow', contract: 'A.0b2a3299cc857e29.TopShot' }
const owls = { name: 'Night Owls', symbol: 'OWL' }
const gold = { name: 'Gold Coin', symbol: 'GLD' }

/** A condition of every kind: as a merchant enters it, as it is stored, and as shoppers read it. */
export const KIND_SAMPLES: Readonly<Record<ConditionKind, KindSample>> = {
  erc721: {
    form: { ...evm, minimum: '2', tokenIds: '7, 100-199' },
    description: { kind: 'erc721', ...owls },
    json: { kind: 'erc721', ...evm, label: owls, minimum: '2', tokenIds: ['7', '100-199'] },
    need: 'at least 2 Night Owls (#7, #100–199) Ethereum',
    holders: 'Night Owls holders',
  },
  trait: {
    form: { ...evm, minimum: '2', traits: [{ trait: 'Fur', values: ['Gold', 'Silver'] }] },
    description: null,
    asked: { kind: 'erc721', ...owls, listsTokens: true },
    json: {
      ...{ kind: 'trait', ...evm, label: owls, minimum: '2' },
      picks: [{ trait: 'Fur', values: ['Gold', 'Silver'] }],
      ...{ checksum: 'c5'.repeat(32), ids: '7gCC', isListed: true },
    },
    need: 'at least 2 Night Owls (Fur: Gold, Silver) Ethereum',
    holders: 'Night Owls holders',
  },
  erc1155: {
    form: { ...evm, minimum: '2', maximum: '5', tokenIds: '1, 4', perId: true },
    description: { kind: 'erc1155', ...owls },
    json: {
      kind: 'erc1155',
      ...evm,
      label: owls,
      minimum: '2',
      maximum: '5',
      tokenIds: ['1', '4'],
      perId: true,
    },
    need: '2 to 5 of each Night Owls (#1, #4) Ethereum',
    holders: 'Night Owls holders',
  },
  erc20: {
    form: { ...evm, minimum: '1.5', maximum: '20' },
    description: { kind: 'erc20', ...gold, decimals: 6 },
    json: { kind: 'erc20', ...evm, label: gold, minimum: '1500000', maximum: '20000000', decimals: 6 },
    need: '1.5 to 20 GLD Ethereum',
    holders: 'GLD holders',
  },
  native: {
    form: { chain: 'ethereum', minimum: '0.5' },
    description: null,
    json: { kind: 'native', chain: 'ethereum', minimum: '500000000000000000' },
    need: 'at least 0.5 ETH Ethereum',
    holders: 'ETH holders',
  },
  collection: {
    form: { ...solana, minimum: '3' },
    description: { kind: 'collection', ...owls },
    json: { kind: 'collection', ...solana, label: owls, minimum: '3' },
    need: 'at least 3 Night Owls Solana',
    holders: 'Night Owls holders',
  },
  creator: {
    form: { ...solana, minimum: '3' },
    description: null,
    json: { kind: 'creator', ...solana, label: { name: '', symbol: '' }, minimum: '3' },
    need: 'at least 3 So11…12 Solana',
    holders: 'So11…12 holders',
  },
  spl: {
    form: { ...solana, minimum: '1.5' },
    description: { kind: 'spl', ...gold, decimals: 6 },
    json: { kind: 'spl', ...solana, label: gold, minimum: '1500000', decimals: 6 },
    need: 'at least 1.5 GLD Solana',
    holders: 'GLD holders',
  },
  stake: {
    form: { chain: 'solana', minimum: '2.5' },
    description: null,
    json: { kind: 'stake', chain: 'solana', minimum: '2500000000' },
    need: 'at least 2.5 staked SOL Solana',
    holders: 'staked SOL holders',
  },
  flowNft: {
    form: { ...flow, minimum: '3' },
    description: { kind: 'flowNft', ...owls },
    json: { kind: 'flowNft', ...flow, label: owls, minimum: '3' },
    unit: 10n ** 8n,
    need: 'at least 3 Night Owls Flow',
    holders: 'Night Owls holders',
  },
  flowToken: {
    form: { ...flow, minimum: '1.5', maximum: '20' },
    description: { kind: 'flowToken', ...gold, decimals: 8 },
    json: {
      kind: 'flowToken',
      ...flow,
      label: gold,
      minimum: '150000000',
      maximum: '2000000000',
      decimals: 8,
    },
    need: '1.5 to 20 GLD Flow',
    holders: 'GLD holders',
  },
  call: {
    form: {
      ...evm,
      minimum: '2',
      maximum: '5',
      tokenIds: '7, 9-10',
      call: { ...EMPTY_CALL, preset: 'subscription', label: 'Night Owls Weekly' },
    },
    description: null,
    json: {
      kind: 'call',
      ...evm,
      label: { name: 'Night Owls Weekly', symbol: '' },
      minimum: '2',
      maximum: '5',
      decimals: 0,
      preset: 'subscription',
      question: {
        method: 'expiresAt(uint256)(uint64)',
        args: ['id'],
        word: 0,
        answer: 'later',
        tokenIds: ['7', '9-10'],
      },
    },
    need: '2 to 5 Night Owls Weekly (#7, #9–10) Ethereum',
    holders: 'Night Owls Weekly holders',
  },
  allowlist: {
    form: { chain: 'polygon', listId: LIST },
    description: null,
    json: { kind: 'allowlist', chain: 'polygon', listId: LIST, listName: 'Friends' },
    need: 'On the shop’s list',
    holders: 'wallets on the shop’s list',
  },
  denylist: {
    form: { listId: LIST },
    description: null,
    json: { kind: 'denylist', listId: LIST, listName: 'Friends' },
    need: '',
    holders: 'shoppers with a wallet',
  },
}

/** The form of a kind's sample, as the admin sends it. */
export function sampleForm(kind: ConditionKind): ConditionForm {
  const empty = {
    chain: '',
    contract: '',
    minimum: '',
    maximum: '',
    tokenIds: '',
    perId: false,
    listId: '',
  }
  return { kind, ...empty, ...KIND_SAMPLES[kind].form }
}
