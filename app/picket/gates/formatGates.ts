import { formatGateForm } from '../../core/gate/formatGateForm.ts'
import { formatGateTag } from '../../core/gate/formatGateTag.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { Gate, UnreadableGate } from '../../core/gate/types.ts'
import type { GateAnswer } from './gateRoute.ts'

type GateOfShop = { readonly shop: Shop; readonly gate: Gate; readonly now: number }

/** Format a gate, with the tag of its version. */
export function formatGate({ shop, gate, now }: GateOfShop) {
  return {
    number: gate.number,
    form: formatGateForm({ gate, timeZone: shop.ianaTimezone }),
    standing: standingOf({ gate, now }),
    publication: formatPublication(gate),
    etag: formatGateTag(gate),
    timeZone: shop.ianaTimezone,
    currency: shop.currencyCode,
  }
}

/** Format the answer with one gate. */
export function formatGateAnswer(one: GateOfShop): GateAnswer {
  return { headers: { etag: formatGateTag(one.gate) }, body: formatGate(one) }
}

/** Format the answer with a created gate. A repeated request is told so. */
export function formatCreatedGate({ isRepeated, ...one }: GateOfShop & { isRepeated: boolean }): GateAnswer {
  const { headers, body } = formatGateAnswer(one)
  return {
    status: 201,
    headers: {
      ...headers,
      location: `/api/v1/gates/${one.gate.number}`,
      ...(isRepeated && { 'idempotency-replayed': 'true' }),
    },
    body,
  }
}

/** Format the answer about a deleted gate. */
export function formatDeletedGate({ gate }: Pick<GateOfShop, 'gate'>): GateAnswer {
  return { body: { number: gate.number, isDeleted: true, publication: formatPublication(gate) } }
}

/** Format a page of gates. */
export function formatGatePage({
  shop,
  gates,
  unreadable,
  next,
  now,
}: {
  readonly shop: Shop
  readonly gates: readonly Gate[]
  readonly unreadable: readonly UnreadableGate[]
  readonly next: number | null
  readonly now: number
}): GateAnswer {
  return {
    body: {
      gates: gates.map((gate) => formatGate({ shop, gate, now })),
      unreadable: unreadable.map(({ number, name }) => ({ number, name })),
      next: next === null ? null : String(next),
    },
  }
}

/** Whether Shopify has the gate as the database holds it, and why not. */
function formatPublication({ publication }: Gate) {
  return publication.kind === 'published'
    ? { state: 'published', reason: null }
    : { state: 'pending', reason: publication.reason }
}
