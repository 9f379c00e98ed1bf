import { isCounterCharge } from '../counter/counterCharge.ts'
import { isLimited } from '../gate/isLimited.ts'
import { isEarlier } from '../redemption/claimGrant.ts'
import type { LedgerGrant } from '../redemption/types.ts'
import { isStaffPass } from '../staffPass/passVisit.ts'
import { countBought } from './countBought.ts'
import { findUses } from './findUses.ts'
import { isOtherCart } from './isOtherCart.ts'
import { listUnknownCodes } from './listUnknownCodes.ts'
import { LATE_SECONDS, SUSPECT_SECONDS } from './margins.ts'
import type { OrderFacts, OrderGrant, OrderProof, SettledGate, SettlementReason } from './types.ts'
import type { FindUsesParameters, FindUsesResult } from './uses.ts'

export type PlanSettlementParameters = FindUsesParameters & {
  /** Token of the cart that the order came from; null if unknown. */
  readonly cartToken: string | null
  /** Unix seconds. */
  readonly now: number
}
export type SettlementPlan = FindUsesResult & {
  /** Whether the order has anything of ours: a proof, a code, a discount, or a line that a gate closes. */
  readonly isOurs: boolean
  /** Codes of ours that the order used, and that this server does not know. */
  readonly unknownCodes: readonly string[]
  readonly gates: readonly SettledGate[]
  /** Faults and remarks on grants, known before the ledger is asked. */
  readonly grantFaults: ReadonlyMap<string, SettlementReason>
  /** The grants that the order wants to pay with, for the ledger. */
  readonly claims: readonly LedgerGrant[]
  /** Grants of the claims' visits that the order carries and did not use. */
  readonly closes: readonly string[]
  /** Good proofs whose grants were used. */
  readonly proofs: readonly OrderProof[]
  /** Grants that still wait for their own order. `waitsUntil`: when the first wait ends, in unix seconds. */
  readonly waiting: readonly OrderGrant[]
  readonly waitsUntil: number | null
}

/**
 * Plan an order's request to the ledger: the grants that decided its lines, the limited gates that it used, and those
 * of them that a cancellation or refund gave back.
 */
export function planSettlement(parameters: PlanSettlementParameters): SettlementPlan {
  const { order, proofs } = parameters
  const uses = findUses(parameters)
  const unknownCodes = listUnknownCodes(parameters)
  const isOurs = proofs.length > 0 || unknownCodes.length > 0 || hasOurs({ order, uses })
  const found = new Map(parameters.grants.map((grant) => [grant.id, grant]))
  // An order made by staff is staff's decision. A copy of an order must not use the proofs of the original again. But a
  // pass was made for such an order, so it is used up, and so was what a till has charged.
  const isForStaff = (visitId = '') => isStaffPass(visitId) || isCounterCharge(visitId)
  const settled = listUsedGates({ ...uses, proofs }).filter(
    ({ grant }) => !order.isStaffMade || isForStaff(found.get(grant)?.visitId),
  )
  const grantIds = [...new Set(settled.map(({ grant }) => grant))]
  const judged = grantIds.map((id) => evaluateGrant({ id, grant: found.get(id) ?? null, ...parameters }))
  const claimed = judged.flatMap(({ claim }) => claim ?? [])
  const waiting = judged.flatMap(({ waits }) => waits ?? [])
  const visits = new Set(claimed.map(({ visitId }) => visitId))
  const carried = new Set(proofs.flatMap((proof) => (proof.kind === 'good' ? proof.grant : [])))
  return {
    ...uses,
    isOurs,
    unknownCodes,
    gates: settled,
    grantFaults: new Map(judged.flatMap(({ id, fault }) => (fault ? [[id, fault]] : []))),
    claims: judged.flatMap((one) =>
      one.claim ? composeClaim({ ...parameters, ...one, grant: one.claim, settled, uses }) : [],
    ),
    closes: [...carried].filter((id) => !grantIds.includes(id) && visits.has(found.get(id)?.visitId ?? '')),
    proofs: proofs.filter((proof) => proof.kind === 'good' && grantIds.includes(proof.grant)),
    waiting,
    waitsUntil:
      waiting.length > 0 ? Math.min(...waiting.map(({ endsAt }) => endsAt + SUSPECT_SECONDS)) : null,
  }
}

function hasOurs({ order, uses }: { order: OrderFacts; uses: FindUsesResult }): boolean {
  return (
    order.hasOurOrderDiscount ||
    order.hasOurShippingDiscount ||
    uses.lines.some(({ line, closedGates }) => line.hasOurDiscount || closedGates.length > 0)
  )
}

function listUsedGates({
  lines,
  orderGates,
  deciding,
  proofs,
}: FindUsesResult & Pick<PlanSettlementParameters, 'proofs'>): SettledGate[] {
  // Shopify may take codes of two visits in one order: a second code of a gate is used up, too.
  const coded = proofs.flatMap((proof) =>
    proof.kind === 'good' && proof.place.kind === 'code'
      ? proof.entries.map(({ gate, revision }) => ({ gate, revision, grant: proof.grant }))
      : [],
  )
  const numbers = new Set([...lines.flatMap(({ gates }) => gates), ...orderGates])
  return [...numbers]
    .sort((a, b) => a - b)
    .flatMap((gate) => {
      const decided = deciding.get(gate)
      if (!decided) return []
      const others = coded.filter((one) => one.gate === gate && one.grant !== decided.grant)
      return [{ gate, revision: decided.entry.revision, grant: decided.grant }, ...others]
    })
}

type JudgedGrant = {
  readonly id: string
  readonly claim: OrderGrant | null
  readonly waits: OrderGrant | null
  readonly fault: SettlementReason | null
}

function evaluateGrant({
  id,
  grant,
  order,
  cartToken,
  now,
}: Pick<PlanSettlementParameters, 'order' | 'cartToken' | 'now'> & {
  id: string
  grant: OrderGrant | null
}): JudgedGrant {
  if (!grant) return { id, claim: null, waits: null, fault: { kind: 'no-such-grant', grant: id } }
  // A line's proof is bound to no cart: "Buy it now" always makes a new one.
  const isSuspect = grant.carrier !== 'l' && isOtherCart({ granted: grant.cartToken, ordered: cartToken })
  if (!isSuspect) return { id, claim: grant, waits: null, fault: null }
  if (now < grant.endsAt + SUSPECT_SECONDS && !isGone({ grant, order })) {
    return { id, claim: null, waits: grant, fault: { kind: 'other-cart', grant: id } }
  }
  return { id, claim: grant, waits: null, fault: { kind: 'nobody-came', grant: id } }
}

/** Whether an earlier order has the grant, so that waiting would change nothing. */
function isGone({ grant, order }: { grant: OrderGrant; order: OrderFacts }): boolean {
  const { orderId = null, orderedAt = null } = grant
  if (orderId === null || orderedAt === null || orderId === BigInt(order.id)) return false
  return isEarlier(
    { orderId, orderedAt },
    { orderId: BigInt(order.id), orderedAt: order.createdAt + LATE_SECONDS },
  )
}

function composeClaim({
  order,
  grant,
  fault,
  settled,
  uses,
  gates,
}: Pick<PlanSettlementParameters, 'order' | 'gates'> & {
  grant: OrderGrant
  fault: SettlementReason | null
  settled: readonly SettledGate[]
  uses: FindUsesResult
}): LedgerGrant {
  const own = settled.filter((one) => one.grant === grant.id)
  // A pass is one use, also of a gate without limits.
  const isPass = isStaffPass(grant.visitId)
  const limited = own.filter((one) => isPass || hasLimit({ ...one, gates })).map(({ gate }) => gate)
  const isLeft = (gate: number) =>
    order.cancelledAt === null &&
    uses.lines.some(
      (use) => countBought(use.line) > 0 && (use.gates.includes(gate) || uses.orderGates.includes(gate)),
    )
  return {
    id: grant.id,
    visitId: grant.visitId,
    // Count as late for a grant of another cart, so that the grant's own order goes first, whenever it comes.
    orderedAt: fault?.kind === 'nobody-came' ? order.createdAt + LATE_SECONDS : order.createdAt,
    limited: limited.filter(isLeft),
    released: limited.filter((gate) => !isLeft(gate)),
  }
}

function hasLimit({
  gate,
  revision,
  gates,
}: Pick<PlanSettlementParameters, 'gates'> & { gate: number; revision: number }): boolean {
  const limits = gates.find(({ number }) => number === gate)?.revisions.get(revision)?.limits
  // A gate that is gone, even from the deleted ones, has no uses to count.
  return limits !== undefined && isLimited(limits)
}
