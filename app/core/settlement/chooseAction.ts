import type { ShopSettings } from '../gate/shop.ts'
import { countBought } from './countBought.ts'
import { listFindings } from './listFindings.ts'
import type { Findings, LineOutcome, OrderFacts, Settlement, SettlementAction } from './types.ts'

export const NO_ACTION: SettlementAction = {
  kind: 'none',
  state: 'none',
  lineIds: [],
  holds: [],
  unheldLines: [],
  error: null,
}

export type DecideActionParameters = {
  readonly order: Pick<OrderFacts, 'cancelledAt' | 'lines' | 'hasLostHold'>
  readonly settlement: Settlement
  readonly settings: Pick<ShopSettings, 'onViolation' | 'holdsSuspects'>
  readonly before: SettlementAction
}

/**
 * Decide the action on an order: none, tags alone, a hold of lines, or a cancellation.
 *
 * A changed setting does not change an action that has begun. After staff accepted findings, only a graver one leads to
 * a hold. If the grant of a proof is unknown, this server may have lost data: for that alone an order is held, never
 * cancelled.
 */
export function chooseAction(parameters: DecideActionParameters): SettlementAction {
  const { order, settlement, before } = parameters
  // Shopify releases the holds of a cancelled order by itself.
  if (order.cancelledAt !== null) return before.state === 'pending' ? { ...before, state: 'done' } : before
  const { accepted } = before
  const nothing = accepted ? { ...NO_ACTION, accepted } : NO_ACTION
  const broken = listBrokenLines(parameters)
  if (broken.length === 0) {
    if (before.holds.length > 0) return { ...before, state: 'pending', lineIds: [], error: null }
    const isSuspect = hasOutcome(listFindings({ settlement, accepted }), ['suspect'])
    // A lifted hold stays on record. So does an order that staff accepted without a hold, until a new suspect appears.
    if (before.state === 'lifted' && (before.kind === 'hold' || !isSuspect)) return before
    return isSuspect ? { ...nothing, kind: 'tag' } : nothing
  }
  const kind = chooseKind(parameters)
  if (kind === 'tag') return { ...nothing, kind, state: 'done' }
  if (kind === 'cancel') return before.kind === kind ? before : { ...nothing, kind, state: 'pending' }
  const isDigital = (id: number) => order.lines.some((line) => line.id === id && !line.requiresShipping)
  const lineIds = broken.filter((id) => !isDigital(id))
  const holding = before.kind === 'hold' && before.state !== 'lifted' ? before : nothing
  const standing = order.hasLostHold ? { ...holding, holds: [] } : holding
  const sent = standing.unheldLines.filter((id) => broken.includes(id))
  const unheldLines = [...new Set([...sent, ...broken.filter(isDigital)])].sort((a, b) => a - b)
  const action = { ...standing, kind, lineIds, unheldLines }
  if (standing.state !== 'none' && standing.state !== 'pending' && isComplete(action)) return action
  if (isComplete(action)) return { ...action, state: action.holds.length > 0 ? 'partly' : 'impossible' }
  return { ...action, state: 'pending' }
}

/** List the lines of an order that must not be shipped, ascending. */
function listBrokenLines({ order, settlement, settings, before }: DecideActionParameters): number[] {
  const bad: LineOutcome[] = ['duplicate', 'unmatched', 'unproved']
  if (settings.holdsSuspects) bad.push('suspect')
  const left = order.lines.filter((line) => countBought(line) > 0).map(({ id }) => id)
  left.sort((a, b) => a - b)
  // A finding on the order as a whole belongs to no line, so all lines wait.
  const { wholeOutcome, lines } = listFindings({ settlement, accepted: before.accepted })
  if (bad.includes(wholeOutcome)) return left
  const broken = lines.filter(({ outcome }) => bad.includes(outcome)).map(({ lineId }) => lineId)
  return left.filter((id) => broken.includes(id))
}

function chooseKind({ settings, settlement, before }: DecideActionParameters): 'tag' | 'hold' | 'cancel' {
  if (before.kind === 'hold' || before.kind === 'cancel') return before.kind
  if (before.kind === 'tag' && before.state === 'done') return 'tag'
  if (settings.onViolation !== 'cancel') return settings.onViolation
  // After staff accepted findings, only staff may cancel the order.
  if (before.accepted) return 'hold'
  return hasOutcome(settlement, ['duplicate', 'unproved']) ? 'cancel' : 'hold'
}

function hasOutcome({ wholeOutcome, lines }: Findings, wanted: readonly LineOutcome[]): boolean {
  return [wholeOutcome, ...lines.map((line) => line.outcome)].some((one) => wanted.includes(one))
}

/** Whether every line of the action is held or cannot be, and no other line is held. */
function isComplete({ lineIds, holds, unheldLines }: SettlementAction): boolean {
  const held = holds.flatMap((one) => one.lineIds)
  const covered = new Set([...held, ...unheldLines])
  return lineIds.every((id) => covered.has(id)) && held.every((id) => lineIds.includes(id))
}
