import type { WalletAddress } from '../chain/types.ts'
import type { Gate, GateStanding } from './types.ts'

/**
 * Decide the standing of a gate at an instant in unix seconds. A deleted gate has ended.
 *
 * A pause also stops the schedule: a paused gate neither starts nor ends.
 */
export function standingOf({
  gate,
  now,
}: {
  gate: Pick<Gate, 'state' | 'schedule' | 'deletedAt'>
  now: number
}): GateStanding {
  const { startsAt, endsAt } = gate.schedule
  if (gate.deletedAt !== null && gate.deletedAt <= now) return 'ended'
  if (gate.state === 'paused') return 'paused'
  if (endsAt !== null && endsAt <= now) return 'ended'
  if (startsAt !== null && startsAt > now) return 'scheduled'
  return 'active'
}

/** Whether everybody may buy an exclusive gate's products: it is deleted, or has ended with `afterEnd: 'public'`. */
export function isLifted({
  gate,
  now,
}: {
  gate: Pick<Gate, 'state' | 'schedule' | 'deletedAt'>
  now: number
}): boolean {
  if (gate.deletedAt !== null && gate.deletedAt <= now) return true
  return gate.schedule.afterEnd === 'public' && standingOf({ gate, now }) === 'ended'
}

/** Whether only holders may buy the products that a gate is about. */
export function isExclusiveAt({ gate, now }: { gate: Gate; now: number }): boolean {
  return gate.reaction.exclusive && gate.deletedAt === null && !isLifted({ gate, now })
}

/** Whether a gate may open for a person with these proven wallets: it is not in test, or one of them is a test wallet. */
export function isTestedBy({
  gate: { test },
  wallets,
}: {
  gate: Pick<Gate, 'test'>
  wallets: readonly { readonly address: WalletAddress }[]
}): boolean {
  return !test.isOn || wallets.some(({ address }) => test.wallets.includes(address))
}

/** Whether a gate runs for its test wallets alone. */
export function isInTest({
  gate,
  now,
}: {
  gate: Pick<Gate, 'state' | 'test' | 'schedule' | 'deletedAt'>
  now: number
}): boolean {
  return gate.test.isOn && standingOf({ gate, now }) === 'active'
}

/** The next instant at which the schedule changes a gate's standing, or null. */
export function findNextChange({ gate, now }: { gate: Gate; now: number }): number | null {
  if (gate.state === 'paused' || gate.deletedAt !== null) return null
  const { startsAt, endsAt } = gate.schedule
  const coming = [startsAt, endsAt].filter((at) => at !== null).filter((at) => at > now)
  return coming.length > 0 ? Math.min(...coming) : null
}
