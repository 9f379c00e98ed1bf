import { GraphQLError } from 'graphql'
import type { ApiObject } from './context.ts'

export type PageArguments = {
  first?: number | null
  last?: number | null
  after?: string | null
  before?: string | null
  reverse?: boolean | null
}

type PaginateParameters<T> = {
  items: readonly T[]
  args: PageArguments
  idOf: (item: T) => string
  /** What the items are sorted by, before `reverse`; absent if their order never changes. */
  rankOf?: (item: T) => number
  toNode: (item: T) => ApiObject
}

/**
 * Pages a list as a connection with cursors. Requires `first` or `last`, at most 250. Shopify's cursors hold the value of
 * the last item: an item that changes its place between two pages makes no other one missing.
 */
export function paginate<T>(parameters: PaginateParameters<T>): ApiObject {
  const { args, idOf, rankOf, toNode } = parameters
  const size = args.first ?? args.last
  if (size === null || size === undefined)
    throw new GraphQLError('you must provide one of first or last', { extensions: { code: 'BAD_REQUEST' } })
  if (size < 0 || size > 250)
    throw new GraphQLError(`first cannot exceed 250`, { extensions: { code: 'BAD_REQUEST' } })
  const all = args.reverse ? [...parameters.items].reverse() : [...parameters.items]
  const cursorOf = (item: T) => formatCursor({ id: idOf(item), value: rankOf?.(item) })
  const start = args.after ? findAfter({ ...parameters, all, cursor: args.after, cursorOf }) : 0
  const before = args.before ? all.findIndex((item) => cursorOf(item) === args.before) : all.length
  const window = all.slice(start, before < 0 ? all.length : before)
  const fromEnd = args.first === null || args.first === undefined
  const page = fromEnd ? window.slice(Math.max(0, window.length - size)) : window.slice(0, size)
  const nodes = page.map(toNode)
  const cursors = page.map(cursorOf)
  return {
    __typename: 'Connection',
    nodes,
    edges: nodes.map((node, index) => ({ __typename: 'Edge', node, cursor: cursors[index] })),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: fromEnd ? before < all.length : window.length > page.length,
      hasPreviousPage: fromEnd ? window.length > page.length : start > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  }
}

type Cursor = { readonly id: string; readonly value: number | undefined }

function formatCursor({ id, value }: Cursor): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString('base64')
}

/** The place of the first item after a cursor. */
function findAfter<T>(parameters: {
  all: readonly T[]
  args: PageArguments
  idOf: (item: T) => string
  rankOf?: (item: T) => number
  cursor: string
  cursorOf: (item: T) => string
}): number {
  const { all, args, idOf, rankOf, cursor, cursorOf } = parameters
  if (!rankOf) return all.findIndex((item) => cursorOf(item) === cursor) + 1
  const last = JSON.parse(Buffer.from(cursor, 'base64').toString()) as { last_id: string; last_value: number }
  const sign = args.reverse ? -1 : 1
  const place = all.findIndex((item) => {
    const difference = rankOf(item) - last.last_value || Number(idOf(item)) - Number(last.last_id)
    return difference * sign > 0
  })
  return place < 0 ? all.length : place
}
