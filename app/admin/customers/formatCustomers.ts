import { formatDefaultTag } from '../../core/customer/customerTags.ts'
import type { TaggingState } from '../../core/customer/tagging.ts'
import type { CustomerRow, TaggedGate } from '../../core/customer/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { STORED_KIND_NAMES } from '../../core/privacy/kinds.ts'
import type { CustomerRecord } from '../../core/privacy/types.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { describeCount, describeRow } from './describeCustomers.ts'
import { STORED_WORDS } from './storedWords.ts'
import type { CustomerPageView, CustomersView, CustomerView, TagView } from './views.ts'

/** Format how a gate tags customers. */
export function formatTag({
  tagged: { gate, choice, tag, count },
  timeZone,
  state,
}: {
  tagged: TaggedGate
  timeZone: string
  state: TaggingState
}): TagView {
  const { isOn, removesWhenPaused } = choice
  return {
    ...{ number: gate.number, name: gate.name, tag, isOn, removesWhenPaused },
    defaultTag: formatDefaultTag(gate),
    typed: choice.tag ?? '',
    facts: describeCount(count, (at) => formatInstant({ at, timeZone }), state),
  }
}

/** Format how one gate tags customers, for its own page; null in a shop that tags nobody. */
export function formatGateTags({
  shop,
  state,
  gates: [tagged],
}: {
  shop: Shop
  state: TaggingState
  gates: readonly TaggedGate[]
}): TagView | null {
  const isShown = shop.settings.tagsCustomers || tagged?.count
  return isShown && tagged ? formatTag({ tagged, timeZone: shop.ianaTimezone, state }) : null
}

/** Format the page of customers. */
export function formatCustomers({
  shop,
  gates,
  names,
  rows,
  ...found
}: {
  shop: Shop
  state: TaggingState
  leaving: number
  gates: readonly TaggedGate[]
  moreGates: number
  /** Names of gates by number, deleted ones too. */
  names: ReadonlyMap<number, string>
  rows: readonly CustomerRow[]
  next: string | null
  unknown: string | null
}): CustomersView {
  const timeZone = shop.ianaTimezone
  return {
    ...found,
    isOn: shop.settings.tagsCustomers,
    gates: gates.map((tagged) => formatTag({ tagged, timeZone, state: found.state })),
    customers: formatRows({ rows, names, timeZone }),
    timeZone: formatTimeZone(timeZone),
  }
}

/** Join the rows of each customer, in the order of their first. */
function formatRows({
  rows,
  names,
  timeZone,
}: {
  rows: readonly CustomerRow[]
  names: ReadonlyMap<number, string>
  timeZone: string
}): CustomerView[] {
  const ids = [...new Set(rows.map(({ customerId }) => customerId))]
  return ids.map((id) => {
    const own = rows.filter(({ customerId }) => customerId === id)
    const at = Math.max(...own.map(({ checkedAt }) => checkedAt))
    return { id, gates: formatGates({ rows: own, names }), checkedAt: formatInstant({ at, timeZone }) }
  })
}

function formatGates({
  rows,
  names,
}: {
  rows: readonly CustomerRow[]
  names: ReadonlyMap<number, string>
}): CustomerView['gates'] {
  return rows.map((row) => ({
    number: row.gate,
    name: names.get(row.gate) ?? `Gate ${row.gate}`,
    status: describeRow(row),
  }))
}

/** Format the page of one customer. */
export function formatCustomerPage({
  customerId,
  rows,
  names,
  record,
}: {
  customerId: string
  rows: readonly CustomerRow[]
  names: ReadonlyMap<number, string>
  record: CustomerRecord
}): CustomerPageView {
  const kinds = STORED_KIND_NAMES.map((kind) => ({
    kind,
    ...{ title: STORED_WORDS[kind].title, about: STORED_WORDS[kind].about, count: record[kind].length },
  }))
  const isEmpty = kinds.every(({ count }) => count === 0)
  return { id: customerId, gates: formatGates({ rows, names }), kinds, isEmpty }
}
