import { NAMED_ORDER_SECONDS, ORDER_AFTER_SECONDS } from '../../core/counter/steps.ts'
import { tillStateOf } from '../../core/counter/tillStateOf.ts'
import type { CounterCharge, CounterSale, Till } from '../../core/counter/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { formatReference } from './till/formatTill.ts'
import type { ChargeState, ChargeView, CounterView, SaleView, TillView } from './views.ts'

export type FormatCounterParameters = {
  readonly shop: Pick<Shop, 'ianaTimezone' | 'primaryDomain'>
  readonly tills: readonly { readonly till: Till; readonly token: string }[]
  readonly charges: readonly (CounterCharge & { readonly id: string; readonly till: string })[]
  readonly sales: readonly CounterSale[]
  readonly gateNames: ReadonlyMap<number, string>
  /** This server's address, without a slash at the end. */
  readonly origin: string
  readonly encodeQr: (text: string) => CounterView['phoneCode']
  readonly now: number
}

/** Format the page of the counter. */
export function formatCounter(parameters: FormatCounterParameters): CounterView {
  const { shop, tills, charges, sales, encodeQr } = parameters
  const phoneLink = `https://${shop.primaryDomain}/apps/palisade/counter`
  return {
    tills: tills.map((one) => formatTill({ ...parameters, ...one })),
    charges: charges.map((charge) => formatCharge({ ...parameters, charge })),
    sales: sales.map((sale) => formatSale({ ...parameters, sale })),
    phoneLink,
    phoneCode: encodeQr(phoneLink),
    timeZone: formatTimeZone(shop.ianaTimezone),
  }
}

const ENDS = { open: 'Until', revoked: 'Ended by your staff, was until', ended: 'Ended' } as const

function formatTill({
  till,
  token,
  shop: { ianaTimezone: timeZone },
  origin,
  now,
}: FormatCounterParameters & { readonly till: Till; readonly token: string }): TillView {
  const state = tillStateOf({ till, now })
  const { id, name, endsAt, usedAt } = till
  return {
    ...{ id, name, state },
    ends: `${ENDS[state]} ${formatInstant({ at: endsAt, timeZone })}`,
    used: usedAt === null ? 'Not used yet' : `Last used ${formatInstant({ at: usedAt, timeZone })}`,
    // In the fragment, which no server gets.
    link: state === 'open' ? `${origin}/till#${token}` : null,
  }
}

/** The state of a charge at an instant. */
function chargeStateOf({ charge, now }: { charge: CounterCharge; now: number }): ChargeState {
  const { undoneAt, orderId, orderName, chargedAt } = charge
  if (undoneAt !== null) return 'undone'
  if (orderId !== null) return 'matched'
  const wait = orderName === null ? ORDER_AFTER_SECONDS : NAMED_ORDER_SECONDS
  return now > chargedAt + wait ? 'unmatched' : 'waiting'
}

function formatCharge({
  charge,
  shop: { ianaTimezone: timeZone },
  gateNames,
  now,
}: FormatCounterParameters & { readonly charge: FormatCounterParameters['charges'][number] }): ChargeView {
  const { id, gate, units, till, chargedAt, orderName, orderId } = charge
  const items = units === 1 ? '1 item' : `${units} items`
  const order = orderName === null ? '' : ` · for ${orderName}`
  return {
    ...{ id, reference: formatReference(id), state: chargeStateOf({ charge, now }), orderId },
    what: `${gateNames.get(gate) ?? `Gate ${gate}`} · ${items}${order}`,
    where: `${till === '' ? 'A till' : till}, ${formatInstant({ at: chargedAt, timeZone })}`,
  }
}

function formatSale({
  sale: { orderId, name, orderedAt, gates },
  shop: { ianaTimezone: timeZone },
  gateNames,
}: FormatCounterParameters & { readonly sale: CounterSale }): SaleView {
  const names = gates.map((gate) => gateNames.get(gate) ?? `Gate ${gate}`).join(', ')
  return { orderId, name, what: `${names} · ${formatInstant({ at: orderedAt, timeZone })}` }
}
