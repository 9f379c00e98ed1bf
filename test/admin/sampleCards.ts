import type { NeedCard, NeedGroup, NeedNode } from '../../app/admin/needs.ts'

export const owls: NeedCard = {
  kind: 'erc721',
  chain: 'ethereum',
  chain_name: 'Ethereum',
  chain_id: 1,
  contract: '0x2222222222222222222222222222222222222222',
  name: 'Night Owls',
  symbol: 'OWL',
  minimum: '2',
}
export const coins: NeedCard = {
  ...owls,
  kind: 'erc20',
  name: 'Harbor Coin',
  symbol: 'HRBR',
  minimum: '1250.5',
}
export const passes: NeedCard = {
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
export const friends: NeedCard = {
  kind: 'allowlist',
  chain: '',
  chain_name: '',
  chain_id: 0,
  contract: '',
  name: '',
  symbol: '',
  minimum: '1',
  listName: 'Friends',
}
export const banned: NeedCard = { ...friends, kind: 'denylist', listName: 'Resellers' }

/** A group of needs. */
export function needs(kind: NeedGroup['kind'], of: readonly NeedNode[], count = of.length): NeedGroup {
  return { kind, count, of }
}
