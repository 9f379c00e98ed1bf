import { NotFoundError } from '../../core/errors/base.ts'
import type { OrderOutcome } from '../../core/settlement/types.ts'

type OrderMark = { readonly orderedAt: number; readonly orderId: number }
export type OrderQuery = {
  readonly outcome: OrderOutcome | undefined
  readonly name: string | undefined
  readonly gate: number | undefined
  /** First and last day, in the shop's time zone: `YYYY-MM-DD`. */
  readonly fromOn: string | undefined
  readonly untilOn: string | undefined
  readonly before: OrderMark | undefined
}

const OUTCOMES = {
  committed: true,
  suspect: true,
  duplicate: true,
  unmatched: true,
  unproved: true,
  mixed: true,
  none: true,
} as const satisfies Record<OrderOutcome, true>

const MOST_NAME = 50

/** Parse which orders to list. Invalid parameters are ignored. */
export function parseOrderQuery(query: URLSearchParams): OrderQuery {
  const outcome = query.get('outcome') ?? ''
  const name = (query.get('search') ?? '').trim().slice(0, MOST_NAME)
  const gate = /^[1-9][0-9]{0,9}$/.exec(query.get('gate') ?? '')?.[0]
  const [, orderedAt, orderId] = /^([0-9]{1,12})-([0-9]{1,16})$/.exec(query.get('before') ?? '') ?? []
  const readDay = (key: string) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.exec(query.get(key) ?? '')?.[0]
  return {
    outcome: Object.hasOwn(OUTCOMES, outcome) ? (outcome as OrderOutcome) : undefined,
    // A text with a null byte would fail in the database.
    name: name === '' || name.includes('\0') ? undefined : name,
    gate: gate === undefined ? undefined : Number(gate),
    fromOn: readDay('from'),
    untilOn: readDay('until'),
    before: orderedAt && orderId ? { orderedAt: Number(orderedAt), orderId: Number(orderId) } : undefined,
  }
}

/** Format the end of a page for the URL. */
export function formatOrderMark({ orderedAt, orderId }: OrderMark): string {
  return `${orderedAt}-${orderId}`
}

/** Parse the order id in a URL. @throws {NotFoundError} ERR_NOT_FOUND if the text cannot be an id. */
export function parseOrderId(text: string | undefined): number {
  if (text && /^[1-9][0-9]{0,15}$/.test(text)) return Number(text)
  throw new NotFoundError('ERR_NOT_FOUND', 'Palisade does not know this order in this shop.', {
    hint: 'Open it from the list of orders.',
  })
}
