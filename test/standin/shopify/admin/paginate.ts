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
  toNode: (item: T) => ApiObject
}

/** Pages a list as a connection with cursors. Requires `first` or `last`, at most 250. */
export function paginate<T>(parameters: PaginateParameters<T>): ApiObject {
  const { args, idOf, toNode } = parameters
  const size = args.first ?? args.last
  if (size === null || size === undefined)
    throw new GraphQLError('you must provide one of first or last', { extensions: { code: 'BAD_REQUEST' } })
  if (size < 0 || size > 250)
    throw new GraphQLError(`first cannot exceed 250`, { extensions: { code: 'BAD_REQUEST' } })
  const all = args.reverse ? [...parameters.items].reverse() : [...parameters.items]
  const start = args.after ? all.findIndex((item) => cursorOf(idOf(item)) === args.after) + 1 : 0
  const before = args.before ? all.findIndex((item) => cursorOf(idOf(item)) === args.before) : all.length
  const window = all.slice(start, before < 0 ? all.length : before)
  const fromEnd = args.first === null || args.first === undefined
  const page = fromEnd ? window.slice(Math.max(0, window.length - size)) : window.slice(0, size)
  const nodes = page.map(toNode)
  const cursors = page.map((item) => cursorOf(idOf(item)))
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

function cursorOf(id: string): string {
  return Buffer.from(JSON.stringify({ last_id: id })).toString('base64')
}
