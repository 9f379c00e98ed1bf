import { expect, test } from 'vitest'
import { type PageArguments, paginate } from '../../standin/shopify/admin/paginate.ts'

type Item = { id: number; at: number }
const sortItems = (items: readonly Item[]) => [...items].sort((a, b) => a.at - b.at || a.id - b.id)
const read = (items: readonly Item[], args: PageArguments) =>
  paginate({
    items: sortItems(items),
    args: { first: 2, ...args },
    idOf: ({ id }) => String(id),
    rankOf: ({ at }) => at,
    toNode: ({ id }) => ({ __typename: 'Item', id }),
  }) as unknown as { nodes: { id: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } }
const make = () => [1, 2, 3, 4, 5].map((id) => ({ id, at: 10 }))

test('default: pages follow one another, in either direction', () => {
  for (const reverse of [false, true]) {
    const seen: number[] = []
    let after: string | null = null
    for (let page = 0; page < 3; page++) {
      const { nodes, pageInfo } = read(make(), { after, reverse })
      seen.push(...nodes.map(({ id }) => id))
      after = pageInfo.endCursor
      expect(pageInfo.hasNextPage).toBe(page < 2)
    }
    expect(seen).toEqual(reverse ? [5, 4, 3, 2, 1] : [1, 2, 3, 4, 5])
  }
})

test('behavior: an item that changes its place between two pages makes no other one missing', () => {
  const items = make()
  const { pageInfo } = read(items, {})
  const [, second] = items
  if (second) second.at = 99
  expect(read(items, { after: pageInfo.endCursor }).nodes.map(({ id }) => id)).toEqual([3, 4])
})

test('behavior: nothing follows a cursor after all items', () => {
  const { pageInfo } = read(make(), { first: 5 })
  expect(read(make(), { after: pageInfo.endCursor }).nodes).toEqual([])
})
