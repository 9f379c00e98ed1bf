import type { ProofFault, SettlementReason } from '../../core/settlement/types.ts'

export type FormatReasonParameters = {
  readonly reason: SettlementReason
  /** Names of gates by number. */
  readonly gates: ReadonlyMap<number, string>
}

const FAULTS = {
  shape: 'Its unlock is damaged.',
  carrier: 'Its unlock was made for another place in a cart, and someone moved it.',
  expired: 'Its unlock had expired before the order.',
  buyer: 'It was unlocked by another customer.',
  epoch: 'Its unlock was signed with a key that was no longer in use.',
  mac: 'Its unlock was not made by Palisade, or someone changed it.',
} as const satisfies Record<ProofFault, string>

/** Explain the outcome of an order or a line. */
export function formatReason({ reason, gates }: FormatReasonParameters): string {
  const name = (gate: number) => gates.get(gate) ?? `gate ${gate}`
  switch (reason.kind) {
    case 'staff-made':
      return 'Your staff or a subscription created it, so gates do not apply.'
    case 'no-proof':
      return 'It was not unlocked for this order.'
    case 'bad-proof':
      return FAULTS[reason.fault]
    case 'gate-shut':
      return `${name(reason.gate)} was paused or had ended before the order.`
    case 'over-cap':
      return `More items than ${name(reason.gate)} allows in one cart.`
    case 'second-code':
      return `Several codes of ${name(reason.gate)} took off its discount more than once. One order may use one code.`
    case 'no-such-grant':
      return 'The unlock is genuine, but Palisade has no record of it. The database may have been restored from a backup, or a key may have leaked.'
    case 'other-cart':
      return 'It was unlocked for a different cart than the one of this order.'
    case 'nobody-came':
      return 'It was unlocked for a different cart, but no order came from that cart. It counts.'
    case 'grant-used':
      return 'The same unlock was already used for another order.'
    case 'use-gone':
      return `Its use of ${name(reason.gate)} was gone before the order came in: someone else used it, or your staff released it.`
    case 'not-held':
      return `When the order came in, the wallet no longer held what ${name(reason.gate)} requires.`
    case 'not-rechecked':
      return `The wallet could not be checked again for ${name(reason.gate)}. The unlock counts.`
    case 'no-item':
      return `The discount of ${name(reason.gate)} was used, but the order has none of its products.`
    case 'order-discount':
      return 'It has a holder’s discount on the order or its shipping, but no unlock for it.'
  }
}
