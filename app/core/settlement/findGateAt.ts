import { isLifted, standingOf } from '../gate/standing.ts'
import type { Gate } from '../gate/types.ts'
import { LIVE_SECONDS } from './margins.ts'
import type { GateMeaning, OrderGate } from './types.ts'

export type FindGateAtParameters = {
  readonly gate: Pick<Gate, 'number' | 'state' | 'schedule' | 'deletedAt' | 'recheck'>
  /**
   * Its states and schedules, ascending. The first also counts for the time before it. If empty, the gate's own count.
   */
  readonly standings: readonly GateStandingRow[]
  readonly revisions: ReadonlyMap<number, GateMeaning>
  /** When the order was made, unix seconds. */
  readonly at: number
}

/** A gate's state and schedule from an instant on, unix seconds. */
export type GateStandingRow = Pick<Gate, 'state' | 'schedule'> & { readonly at: number }

/**
 * Find the state of a gate for an order. It counts as closed to non-holders only if it was closed for some minutes: a
 * change by the merchant a moment before may not have been live.
 */
export function findGateAt({ gate, standings, revisions, at }: FindGateAtParameters): OrderGate {
  const { number, recheck } = gate
  const before = at - LIVE_SECONDS
  const standing = [before, at].map((moment) => findMeaning({ revisions, at: moment }))
  const changes = standings.map((one) => one.at).filter((one) => one > before && one < at)
  const gateAt = (now: number) => {
    const kept = standings.filter((one) => one.at <= now).at(-1) ?? standings[0] ?? gate
    return { ...kept, deletedAt: gate.deletedAt }
  }
  const wasLifted = [before, ...changes, at].map((now) => isLifted({ gate: gateAt(now), now }))
  const closedTo = standing.flatMap((meaning) => (meaning?.isExclusive ? [meaning.subject] : []))
  const isClosed = !wasLifted.includes(true) && closedTo.length === standing.length
  return {
    number,
    recheck,
    revisions,
    closedTo: isClosed ? closedTo : [],
    isLifted: !wasLifted.includes(false),
    shutSince: findShut({ gateAt, moments: listMoments({ gate, standings }), at }),
  }
}

type Standing = Pick<Gate, 'state' | 'schedule' | 'deletedAt'>

/** List all instants at which a gate's standing may have changed. */
function listMoments({ gate, standings }: Pick<FindGateAtParameters, 'gate' | 'standings'>): number[] {
  const all = [gate, ...standings].flatMap(({ schedule: { startsAt, endsAt } }) => [startsAt, endsAt])
  const changes = standings.map((one) => one.at)
  return [gate.deletedAt, ...all, ...changes].filter((one) => one !== null)
}

function findShut({
  gateAt,
  moments,
  at,
}: {
  gateAt: (now: number) => Standing
  moments: readonly number[]
  at: number
}): number | null {
  const isShut = (now: number) => standingOf({ gate: gateAt(now), now }) !== 'active'
  if (!isShut(at)) return null
  const past = [0, ...moments.filter((one) => one <= at)].sort((a, b) => b - a)
  const open = past.findIndex((one) => !isShut(one))
  return past[open < 0 ? past.length - 1 : open - 1] ?? at
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
