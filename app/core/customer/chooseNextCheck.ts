/** Seconds after which a customer's tokens are read again, and after which a read that failed is repeated. */
const EVERY = 86_400
const AGAIN = 3_600
/** Seconds over which customers who unlocked at one moment are spread. */
const SPREAD = 3_600

/** Choose when a customer's tokens are read again, in unix seconds. A customer's place in the hour is always the same. */
export function chooseNextCheck({
  customerId,
  at,
  isUnread = false,
}: {
  customerId: string
  at: number
  /** Whether the last read was incomplete. */
  isUnread?: boolean
}): number {
  const place = Number(BigInt(customerId) % BigInt(SPREAD))
  return isUnread ? at + AGAIN + Math.floor(place / 4) : at + EVERY - SPREAD / 2 + place
}
