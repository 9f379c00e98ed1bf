import { findChain } from '../../../core/chain/findChain.ts'
import { UNDO_SECONDS } from '../../../core/counter/steps.ts'
import type { CounterCharge, CounterFinding, Till } from '../../../core/counter/types.ts'
import type { ClosedReason, UsedUp } from '../../../core/gate/answer.ts'
import { formatReactionForm } from '../../../core/gate/formatReactionForm.ts'
import type { Shop } from '../../../core/gate/shop.ts'
import type { Gate } from '../../../core/gate/types.ts'
import type { MissingPart } from '../../../core/requirement/types.ts'
import { formatInstant } from '../../formatInstant.ts'
import { formatPlain } from '../../formatPlain.ts'
import { formatReaction } from '../../formatReaction.ts'
import { formatNeeds } from '../../formatRequirement.ts'
import { readCondition } from '../../needs.ts'
import type { TillChargeView, TillCheckView, TillGateView } from './views.ts'

type OfShop = { readonly shop: Pick<Shop, 'ianaTimezone' | 'currencyCode'> }

/** Format a check for the till, open gates first. */
export function formatCheckedCode({
  checkId,
  findings,
  others,
  shop,
}: OfShop & {
  readonly checkId: string
  readonly findings: readonly CounterFinding[]
  readonly others: number
}): TillCheckView {
  const gates = findings.map((finding) => formatTillGate({ finding, shop }))
  const rank = { open: 0, unchecked: 1, closed: 2 } as const satisfies Record<TillGateView['state'], number>
  const note =
    others > 0
      ? `${others === 1 ? 'One more gate was' : `${others} more gates were`} not checked: a till checks the first 25.`
      : gates.length === 0
        ? 'This shop has no active gate.'
        : ''
  return { checkId, gates: gates.sort((a, b) => rank[a.state] - rank[b.state]), note }
}

/** Format what became of a charge. */
export function formatChargeResult({
  result,
  checkId,
  till,
  shop,
}: OfShop & {
  readonly result:
    | { readonly kind: 'charged'; readonly gate: Gate; readonly charge: CounterCharge }
    | { readonly kind: 'refused'; readonly finding: CounterFinding }
  readonly checkId: string
  readonly till: Pick<Till, 'name'>
}): TillChargeView {
  if (result.kind === 'refused')
    return { kind: 'refused', gate: formatTillGate({ finding: result.finding, shop }) }
  const { gate, charge } = result
  const { name, gives } = describeGate(gate, shop)
  const at = formatInstant({ at: charge.chargedAt, timeZone: shop.ianaTimezone })
  const items = charge.units === 1 ? '1 item' : `${charge.units} items`
  const lines = [
    `${name}${gives === '' ? '' : `: ${gives}`}`,
    `${items}, checked at ${till.name}, ${at}`,
    `Reference ${formatReference(checkId)}`,
  ]
  return { kind: 'charged', receipt: lines.join('\n'), undoSeconds: UNDO_SECONDS }
}

/** Format the reference of a charge: what people read to each other. */
export function formatReference(checkId: string): string {
  return checkId.slice(-8).toUpperCase()
}

function formatTillGate({ finding, shop }: OfShop & { readonly finding: CounterFinding }): TillGateView {
  const { gate } = finding
  return {
    ...{ number: gate.number, most: gate.cap > 0 ? gate.cap : null },
    ...describeGate(gate, shop),
    state: finding.kind === 'open' ? 'open' : finding.kind === 'unchecked' ? 'unchecked' : 'closed',
    why: describeWhy(finding, shop),
  }
}

function describeGate(gate: Gate, { currencyCode }: OfShop['shop']): Pick<TillGateView, 'name' | 'gives'> {
  const gives = formatReaction({ reaction: formatReactionForm(gate.reaction), currencyCode })
  return { name: gate.name, gives: gives ?? '' }
}

const CLOSED = {
  unmet: 'The wallet does not hold what this gate requires.',
  paused: 'This gate is paused.',
  'not-started': 'This gate has not started yet.',
  ended: 'This gate has ended.',
  'sign-in': 'This gate is for customers who are signed in to the shop.',
  'sign-again': 'This gate asks for a fresh signature: the shopper connects the wallet again, then scan.',
} as const satisfies Record<Exclude<ClosedReason, 'used-up'>, string>

const USED_UP = {
  wallet: 'The wallet has used this gate as often as it may.',
  token: 'Each token that opens this gate has been used as often as it may.',
  total: 'All uses of this gate are taken.',
  place: 'Another cart of this wallet has the use at the moment.',
} as const satisfies Record<UsedUp['limit'], string>

/** Say why a gate is closed, without a wallet or a balance. */
function describeWhy(finding: CounterFinding, { ianaTimezone: timeZone }: OfShop['shop']): string[] {
  if (finding.kind === 'open') return []
  if (finding.kind === 'unchecked') {
    const chain = finding.chain === null ? 'The wallet' : (findChain(finding.chain)?.name ?? finding.chain)
    return [`${chain} could not be checked just now. Nothing is charged. Scan the next code in a moment.`]
  }
  if (finding.kind === 'unmet') {
    const { unmet, missing } = finding
    const needs = unmet.map(({ condition }) =>
      formatPlain(formatNeeds({ root: { kind: 'all', count: 1, of: [readCondition(condition)] } })),
    )
    const some = needsAll(missing) ? '' : ' (not all of these are needed)'
    return [needs.length === 0 ? CLOSED.unmet : `Not met${some}:`, ...new Set(needs)]
  }
  if (finding.because !== 'used-up') return [CLOSED[finding.because]]
  const { limit, heldUntil } = finding.usedUp
  const free = heldUntil === null ? [] : [`It becomes free at ${formatInstant({ at: heldUntil, timeZone })}.`]
  return [USED_UP[limit], ...free]
}

/** Whether every unmet condition would have to be met. */
function needsAll(missing: MissingPart): boolean {
  return typeof missing === 'number' || (missing.count === missing.of.length && missing.of.every(needsAll))
}
