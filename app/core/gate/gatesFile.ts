import type { GateForm } from './form.ts'
import { formatGateForm } from './formatGateForm.ts'
import { formatLocalTime, parseLocalTime } from './localTime.ts'
import type { Shop } from './shop.ts'
import type { Gate, UnreadableGate } from './types.ts'

/** Gates as a file that a merchant keeps, or brings to another shop. */
export type GatesFile = {
  readonly palisade: 'gates'
  readonly v: 1
  /** The shop that wrote it: only there do numbers and ids mean the same. */
  readonly shop: string
  /** IANA name of the time zone in which the schedules are. */
  readonly timeZone: string
  /** ISO 4217 code of the currency in which the prices are. */
  readonly currency: string
  readonly gates: readonly GateEntry[]
  /** Gates that are not in the file, because another version of the app stored them. Absent if there are none. */
  readonly unreadable?: readonly UnreadableGate[]
}
/** `number` is the gate's number in the shop that wrote the file; absent for a gate that was written by hand. */
export type GateEntry = { readonly number?: number | undefined; readonly form: GateForm }

/** Compose the file of a shop's gates. */
export function composeGatesFile({
  shop,
  gates,
  unreadable = [],
}: {
  shop: Shop
  gates: readonly Gate[]
  unreadable?: readonly UnreadableGate[]
}): GatesFile {
  const timeZone = shop.ianaTimezone
  return {
    palisade: 'gates',
    v: 1,
    shop: shop.myshopifyDomain,
    timeZone,
    currency: shop.currencyCode,
    gates: gates.map((gate) => ({ number: gate.number, form: formatGateForm({ gate, timeZone }) })),
    ...(unreadable.length > 0 && { unreadable }),
  }
}

/** Move a form's schedule from one time zone to another. A time that cannot be read stays, and is refused later. */
export function setFormZone({ form, from, to }: { form: GateForm; from: string; to: string }): GateForm {
  if (from === to) return form
  const move = (text: string): string => {
    const at = text === '' ? null : parseLocalTime({ text, ianaTimezone: from })
    return at === null ? text : formatLocalTime({ at, ianaTimezone: to })
  }
  const { startsAt, endsAt, afterEnd } = form.schedule
  return { ...form, schedule: { startsAt: move(startsAt), endsAt: move(endsAt), afterEnd } }
}
