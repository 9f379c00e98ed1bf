import { isLifted } from '../gate/standing.ts'
import type { Gate } from '../gate/types.ts'
import { LIVE_SECONDS } from './margins.ts'
import type { GateMeaning, OrderGate } from './types.ts'

export type SeeGateAtParameters = {
  readonly gate: Pick<Gate, 'number' | 'state' | 'schedule' | 'deletedAt' | 'recheck'>
  /** What its state and schedule were, ascending; before the first they were as the first says, without one as the gate does. */
  readonly standings: readonly GateStandingRow[]
  readonly revisions: ReadonlyMap<number, GateMeaning>
  /** When the order was made, unix seconds. */
  readonly at: number
}

/** A gate's state and schedule from an instant on, unix seconds. */
export type GateStandingRow = Pick<Gate, 'state' | 'schedule'> & { readonly at: number }

/**
 * See a gate as it stood for an order. It was closed to everybody but holders only if it was so for some minutes: what
 * a merchant changed a moment before may not have been live.
 */
export function seeGateAt({ gate, standings, revisions, at }: SeeGateAtParameters): OrderGate {
  const { number, recheck } = gate
  const before = at - LIVE_SECONDS
  const standing = [before, at].map((moment) => findMeaning({ revisions, at: moment }))
  const changes = standings.map((one) => one.at).filter((one) => one > before && one < at)
  const wasLifted = [before, ...changes, at].map((now) => {
    const kept = standings.filter((one) => one.at <= now).at(-1) ?? standings[0] ?? gate
    return isLifted({ gate: { ...kept, deletedAt: gate.deletedAt }, now })
  })
  const closedTo = standing.flatMap((meaning) => (meaning?.isExclusive ? [meaning.subject] : []))
  const isClosed = !wasLifted.includes(true) && closedTo.length === standing.length
  return {
    number,
    recheck,
    revisions,
    closedTo: isClosed ? closedTo : [],
    isLifted: !wasLifted.includes(false),
  }
}

function findMeaning({
  revisions,
  at,
}: {
  revisions: ReadonlyMap<number, GateMeaning>
  at: number
}): GateMeaning | null {
  const made = [...revisions].filter(([, { createdAt }]) => createdAt <= at)
  return made.sort(([a], [b]) => b - a)[0]?.[1] ?? null
}
