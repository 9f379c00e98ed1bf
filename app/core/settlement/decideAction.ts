import type { ShopSettings } from '../gate/shop.ts'
import type { LineOutcome, OrderFacts, Settlement, SettlementAction } from './types.ts'

export const NO_ACTION: SettlementAction = {
  kind: 'none',
  state: 'none',
  holds: [],
  unheldLines: [],
  error: null,
}

export type DecideActionParameters = {
  readonly order: Pick<OrderFacts, 'cancelledAt' | 'lines'>
  readonly settlement: Settlement
  readonly settings: Pick<ShopSettings, 'onViolation' | 'holdsSuspects'>
  readonly before: SettlementAction
}
export type DecideActionResult = { readonly action: SettlementAction; readonly lineIds: readonly number[] }

/**
 * Decide what is to be done about an order: nothing, tags alone, its lines held, or all of it cancelled.
 *
 * What was begun under one setting is not done otherwise under another. A proof that names a grant nobody knows may be
 * a loss of ours: that order is held, never cancelled.
 */
export function decideAction(parameters: DecideActionParameters): DecideActionResult {
  const { order, settlement, before } = parameters
  const broken = listBrokenLines(parameters)
  const wasHeld = before.holds.length > 0
  if (order.cancelledAt !== null) return { action: before, lineIds: [] }
  if (broken.length === 0) {
    const isSuspect = hasOutcome(settlement, ['suspect'])
    const kind = isSuspect ? 'tag' : 'none'
    if (wasHeld) return { action: { ...before, state: 'pending', error: null }, lineIds: [] }
    // What was held once and let go stays told.
    if (before.state === 'lifted') return { action: before, lineIds: [] }
    return { action: { ...NO_ACTION, kind }, lineIds: [] }
  }
  const kind = chooseKind(parameters)
  if (kind === 'tag') return { action: { ...NO_ACTION, kind, state: 'done' }, lineIds: [] }
  const isSame = before.kind === kind && before.state !== 'lifted'
  const isDone = isSame && before.state !== 'pending' && coversAll(before, broken)
  if (isDone) return { action: before, lineIds: broken }
  return { action: { ...(isSame ? before : NO_ACTION), kind, state: 'pending' }, lineIds: broken }
}

/** The lines of an order that must not leave the shop as they are. */
export function listBrokenLines({
  order,
  settlement,
  settings,
}: Pick<DecideActionParameters, 'order' | 'settlement' | 'settings'>): number[] {
  const bad: LineOutcome[] = ['duplicate', 'unmatched', 'unproved']
  if (settings.holdsSuspects) bad.push('suspect')
  const left = order.lines.filter(({ currentQuantity }) => currentQuantity > 0).map(({ id }) => id)
  // What the order as a whole got without right is on no line: all of it waits.
  if (bad.includes(settlement.wholeOutcome)) return left
  const lines = settlement.lines.filter(({ outcome }) => bad.includes(outcome)).map(({ lineId }) => lineId)
  return lines.filter((id) => left.includes(id))
}

function chooseKind({ settings, settlement, before }: DecideActionParameters): 'tag' | 'hold' | 'cancel' {
  const wasDecided = before.kind === 'hold' || before.kind === 'cancel' || before.state === 'done'
  if (wasDecided && before.kind !== 'none') return before.kind
  if (settings.onViolation !== 'cancel') return settings.onViolation
  const isSure = hasOutcome(settlement, ['duplicate', 'unproved'])
  return isSure ? 'cancel' : 'hold'
}

function hasOutcome({ wholeOutcome, lines }: Settlement, wanted: readonly LineOutcome[]): boolean {
  return [wholeOutcome, ...lines.map((line) => line.outcome)].some((one) =>
    wanted.some((other) => other === one),
  )
}

function coversAll({ kind, holds, unheldLines }: SettlementAction, lineIds: readonly number[]): boolean {
  if (kind === 'cancel') return true
  const held = new Set([...holds.flatMap((one) => one.lineIds), ...unheldLines])
  return lineIds.every((id) => held.has(id))
}
