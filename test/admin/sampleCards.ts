import type { ConditionCard } from '../../app/core/gate/formatGateCard.ts'

export const owls: ConditionCard = {
  kind: 'erc721',
  chain: 'ethereum',
  chain_name: 'Ethereum',
  chain_id: 1,
  contract: '0x2222222222222222222222222222222222222222',
  name: 'Night Owls',
  symbol: 'OWL',
  minimum: '2',
}
export const coins: ConditionCard = {
  ...owls,
  kind: 'erc20',
  name: 'Harbor Coin',
  symbol: 'HRBR',
  minimum: '1250.5',
}
export const passes: ConditionCard = {
  ...owls,
  kind: 'erc1155',
  chain: 'polygon',
  chain_name: 'Polygon',
  chain_id: 137,
  name: 'Tide Passes',
  symbol: 'TIDE',
  minimum: '3',
  token_ids: ['1', '7'],
}
