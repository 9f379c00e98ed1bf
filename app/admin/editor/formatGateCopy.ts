import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import { formatGateView } from '../formatGateView.ts'
import type { GateView, SubjectViews } from '../views.ts'

const MOST_NAME = 80

/** Parse which gate a new one copies, from the page's URL; null for none. */
export function parseCopiedNumber(query: URLSearchParams): number | null {
  const number = /^[1-9][0-9]{0,9}$/.exec(query.get('from') ?? '')?.[0]
  return number === undefined ? null : Number(number)
}

/** Format a gate as the start of a new one: everything as it is, and a name that says so. */
export function formatGateCopy({
  gate,
  subjects,
  shop,
  now,
}: {
  gate: Gate
  subjects: SubjectViews
  shop: Shop
  now: number
}): { gate: GateView; subjects: SubjectViews } {
  const view = formatGateView({ gate, shop, now })
  const name = `Copy of ${view.form.name}`.slice(0, MOST_NAME)
  return { gate: { ...view, form: { ...view.form, name } }, subjects }
}
