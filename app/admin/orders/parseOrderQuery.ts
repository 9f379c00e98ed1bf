import { NotFoundError } from '../../core/errors/base.ts'
import type { OrderOutcome } from '../../core/settlement/types.ts'

type OrderMark = { readonly orderedAt: number; readonly orderId: number }
export type OrderQuery = {
  readonly outcome: OrderOutcome | undefined
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

/** Parse which orders to list. Invalid parameters are ignored. */
export function parseOrderQuery(query: URLSearchParams): OrderQuery {
  const outcome = query.get('outcome') ?? ''
  const [, orderedAt, orderId] = /^([0-9]{1,12})-([0-9]{1,16})$/.exec(query.get('before') ?? '') ?? []
  return {
    outcome: Object.hasOwn(OUTCOMES, outcome) ? (outcome as OrderOutcome) : undefined,
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
