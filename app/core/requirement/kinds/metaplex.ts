import type { ChainSlug, SolanaAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { Holder } from '../holders.ts'
import type { SolanaRead, TokenLabel } from '../reads.ts'
import { addBalances, evaluateAmounts, findOrUnread } from './amounts.ts'
import type { KindEntry } from './entry.ts'
import { conditionFacts } from './facts.ts'
import { formatToken, readObject, readSolanaToken } from './fields.ts'

type MetaplexCondition<Kind extends 'collection' | 'creator'> = {
  readonly kind: Kind
  readonly chain: ChainSlug
  readonly contract: SolanaAddress
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
}
/** NFTs whose collection is `contract` and verified. @see https://developers.metaplex.com/token-metadata/collections */
export type CollectionCondition = MetaplexCondition<'collection'>
/** NFTs that `contract` has signed as a creator. */
export type CreatorCondition = MetaplexCondition<'creator'>

export const collection: KindEntry<CollectionCondition, 'mint'> = {
  .../* @__PURE__ */ createEntry('collection'),
  contractOf: ({ kind, label }) => ({ kind, ...label }),
}
/** Nothing on the chain says that an address is a creator's. */
export const creator: KindEntry<CreatorCondition, 'mint'> = {
  .../* @__PURE__ */ createEntry('creator'),
  contractOf: null,
}

function createEntry<Kind extends 'collection' | 'creator'>(
  kind: Kind,
): Omit<KindEntry<MetaplexCondition<Kind>, 'mint'>, 'contractOf'> {
  const readOf = ({ chain, contract }: MetaplexCondition<Kind>, { address }: Holder): SolanaRead => ({
    chain,
    kind,
    address: contract,
    owner: address as SolanaAddress,
  })
  return {
    ...conditionFacts[kind],
    parse: (value) => {
      const object = readObject(value, ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum'])
      return {
        kind,
        ...readSolanaToken(object),
      }
    },
    format: formatToken,
    plan: ({ condition, holder }) => [readOf(condition, holder)],
    evaluate: ({ condition, holders, find }) =>
      evaluateAmounts({
        minimum: condition.minimum,
        maximum: condition.maximum,
        holders,
        count: (holder) => addBalances([findOrUnread(find)(readOf(condition, holder))]),
      }),
    describe: describeToken,
    decimalsOf: () => 0,
  }
}
