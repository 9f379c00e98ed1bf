import type { Shop } from '../../core/gate/shop.ts'
import type { List } from '../../core/list/types.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import type { ListGateView, ListRowView, ListView } from './views.ts'

type FoundList = { readonly list: List; readonly gates: readonly ListGateView[] }

/** Format the lists of a shop. */
export function formatLists({ shop, lists }: { shop: Shop; lists: readonly FoundList[] }): {
  lists: ListRowView[]
  timeZone: string
} {
  const timeZone = shop.ianaTimezone
  return {
    lists: lists.map((found) => formatRow({ ...found, timeZone })),
    timeZone: formatTimeZone(timeZone),
  }
}

/** Format a list for its page. */
export function formatList({ shop, list, gates }: FoundList & { readonly shop: Shop }): {
  list: ListView
  timeZone: string
} {
  const timeZone = shop.ianaTimezone
  return {
    list: {
      ...formatRow({ list, gates, timeZone }),
      previousSize: list.previousSize,
      openedAt: list.updatedAt,
    },
    timeZone: formatTimeZone(timeZone),
  }
}

function formatRow({ list, gates, timeZone }: FoundList & { readonly timeZone: string }): ListRowView {
  const { id, name, size, updatedAt } = list
  return { id, name, size, gates, changedAt: formatInstant({ at: updatedAt, timeZone }) }
}
