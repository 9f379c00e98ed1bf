import { isLifted } from '../gate/standing.ts'
import type { Gate } from '../gate/types.ts'
import { LIVE_SECONDS } from './margins.ts'
import type { GateMeaning, OrderGate } from './types.ts'

export type SeeGateAtParameters = {
  readonly gate: Pick<Gate, 'number' | 'state' | 'schedule' | 'deletedAt' | 'recheck'>
  readonly revisions: ReadonlyMap<number, GateMeaning>
  /** When the order was made, unix seconds. */
  readonly at: number
}

/**
 * See a gate as it stood for an order. It was closed to everybody but holders only if it was so for some minutes: what
 * a merchant changed a moment before may not have been live.
 */
export function seeGateAt({ gate, revisions, at }: SeeGateAtParameters): OrderGate {
  const { number, recheck } = gate
  const before = at - LIVE_SECONDS
  const standing = [before, at].map((moment) => findMeaning({ revisions, at: moment }))
  const isOpen = isLifted({ gate, now: at }) || isLifted({ gate, now: before })
  const closedTo = standing.flatMap((meaning) => (meaning?.isExclusive ? [meaning.subject] : []))
  const isClosed = !isOpen && closedTo.length === standing.length
  return { number, recheck, revisions, closedTo: isClosed ? closedTo : [] }
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
