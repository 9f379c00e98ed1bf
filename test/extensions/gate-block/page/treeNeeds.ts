import { formatNeeds, type GateNeeds } from '../../../../app/core/gate/formatGateCard.ts'
import { parseRequirement } from '../../../../app/core/requirement/parseRequirement.ts'

const contract = `0x${'ab'.repeat(20)}`
const label = (name: string, symbol: string) => ({ name, symbol })

/** Stored conditions of most kinds. `KIND_SAMPLES` has every kind. */
export const conditions = {
  owls: {
    kind: 'erc721',
    chain: 'ethereum',
    contract,
    label: label('Night Owls', 'OWL'),
    minimum: '1',
    tokenIds: [],
  },
  passes: {
    kind: 'erc1155',
    chain: 'polygon',
    contract,
    label: label('Season Pass', ''),
    minimum: '1',
    tokenIds: ['1', '4'],
  },
  coin: {
    kind: 'erc20',
    chain: 'polygon',
    contract,
    label: label('Gold Coin', 'GOLD'),
    minimum: '100',
    decimals: 0,
  },
  ether: { kind: 'native', chain: 'ethereum', minimum: '500000000000000000' },
  foxes: {
    kind: 'collection',
    chain: 'solana',
    contract: 'So11111111111111111111111111111111111111112',
    label: label('Desert Foxes', 'FOX'),
    minimum: '1',
  },
  friends: { kind: 'allowlist', listId: '8f14e45f-ceea-4b7a-9c6d-0123456789ab', listName: 'Friends' },
  banned: { kind: 'denylist', listId: '8f14e45f-ceea-4b7a-9c6d-0123456789ab', listName: 'Banned' },
} as const

/** The needs that the app writes on the card of a gate with this requirement. */
export function treeNeeds(root: object, more: object = {}): GateNeeds {
  return formatNeeds(parseRequirement({ v: 1, root, ...more }))
}
