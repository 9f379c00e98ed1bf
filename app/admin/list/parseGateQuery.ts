import type { GateFilter, GateSort } from '../../core/gate/filter.ts'
import { type ReactionKind, reactionKinds } from '../../core/gate/reactionKinds.ts'

export type GateQuery = {
  readonly filter: GateFilter
  readonly sort: GateSort
  /** The last gate of the previous page. */
  readonly before: number | undefined
}

const STATES = {
  active: true,
  test: true,
  scheduled: true,
  paused: true,
  ended: true,
  pending: true,
} as const satisfies Record<NonNullable<GateFilter['state']>, true>
const SORTS = { newest: true, name: true, changed: true } as const satisfies Record<GateSort, true>
const MOST_SEARCH = 100
const MOST_WORDS = 10

/** The parameters of the list in its URL. */
export const GATE_FILTERS = ['search', 'state', 'reaction', 'profile', 'sort'] as const

/** Parse which gates to list. Invalid parameters are ignored. */
export function parseGateQuery(query: URLSearchParams): GateQuery {
  const [state, reaction, sort] = ['state', 'reaction', 'sort'].map((name) => query.get(name) ?? '')
  // A text with a null byte would fail in the database.
  const search = (query.get('search') ?? '').replaceAll('\0', '').slice(0, MOST_SEARCH)
  const words = search.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  const profile = /^[0-7]$/.exec(query.get('profile') ?? '')?.[0]
  const before = /^[1-9][0-9]{0,9}$/.exec(query.get('before') ?? '')?.[0]
  return {
    filter: {
      ...(words.length > 0 && { words }),
      ...(isKeyOf(STATES, state) && { state }),
      ...(isKeyOf(reactionKinds, reaction) && { reaction: reaction as ReactionKind }),
      ...(profile !== undefined && { profile: Number(profile) }),
    },
    sort: isKeyOf(SORTS, sort) ? sort : 'newest',
    before: before === undefined ? undefined : Number(before),
  }
}

function isKeyOf<T extends object>(table: T, text: string | undefined): text is string & keyof T {
  return text !== undefined && Object.hasOwn(table, text)
}
