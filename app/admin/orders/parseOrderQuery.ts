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

/** Which orders are asked for; what cannot be read is left out. */
export function parseOrderQuery(query: URLSearchParams): OrderQuery {
  const outcome = query.get('outcome') ?? ''
  const [, orderedAt, orderId] = /^([0-9]{1,12})-([0-9]{1,16})$/.exec(query.get('before') ?? '') ?? []
  return {
    outcome: Object.hasOwn(OUTCOMES, outcome) ? (outcome as OrderOutcome) : undefined,
    before: orderedAt && orderId ? { orderedAt: Number(orderedAt), orderId: Number(orderId) } : undefined,
  }
}

/** Where a page ends, as its address spells it. */
export function formatOrderMark({ orderedAt, orderId }: OrderMark): string {
  return `${orderedAt}-${orderId}`
}

/** The number in an order's address. @throws {NotFoundError} ERR_NOT_FOUND for anything that cannot be one. */
export function parseOrderId(text: string | undefined): number {
  if (text && /^[1-9][0-9]{0,15}$/.test(text)) return Number(text)
  throw new NotFoundError('ERR_NOT_FOUND', 'There is no such order in this shop.', {
    hint: 'Open it from the list of orders.',
  })
}
