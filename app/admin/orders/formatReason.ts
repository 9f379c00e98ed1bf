import type { ProofFault, SettlementReason } from '../../core/settlement/types.ts'

export type FormatReasonParameters = {
  readonly reason: SettlementReason
  /** Names of gates by number. */
  readonly gates: ReadonlyMap<number, string>
}

const FAULTS = {
  shape: 'The unlock it carries is damaged.',
  carrier: 'The unlock it carries was made for another place in a cart, and was moved.',
  expired: 'The unlock it carries had run out when it was ordered.',
  buyer: 'It was unlocked by another customer.',
  epoch: 'The unlock it carries was signed with a key that was not in use any more.',
  mac: 'The unlock it carries was not made by this app, or was changed.',
} as const satisfies Record<ProofFault, string>

/** Explain the outcome of an order or a line. */
export function formatReason({ reason, gates }: FormatReasonParameters): string {
  const name = (gate: number) => gates.get(gate) ?? `gate ${gate}`
  switch (reason.kind) {
    case 'staff-made':
      return 'Made by your staff or renewed by a subscription: gates are not asked.'
    case 'no-proof':
      return 'It was not unlocked for this order.'
    case 'bad-proof':
      return FAULTS[reason.fault]
    case 'gate-shut':
      return `${name(reason.gate)} had been paused, or had ended, before it was ordered.`
    case 'over-cap':
      return `More items than one cart may have of ${name(reason.gate)}.`
    case 'no-such-grant':
      return 'The unlock is genuine, but nothing is known of it here. The database may have been set back, or a key may have leaked.'
    case 'other-cart':
      return 'It was unlocked for another cart than the one it was ordered from.'
    case 'nobody-came':
      return 'It was unlocked for another cart, but no order came from that one. It counts.'
    case 'grant-used':
      return 'The same unlock already paid for another order.'
    case 'use-gone':
      return `Its use of ${name(reason.gate)} was gone before the order came: taken by somebody else, or taken back by your staff.`
    case 'not-held':
      return `The wallet no longer held what ${name(reason.gate)} asks for when the order came.`
    case 'not-rechecked':
      return `The wallet could not be looked at once more for ${name(reason.gate)}. It counts as it was unlocked.`
    case 'no-item':
      return `The discount of ${name(reason.gate)} was used, and none of its products was ordered.`
    case 'order-discount':
      return 'It has a holder’s discount on the order or its shipping that was not unlocked.'
  }
}
