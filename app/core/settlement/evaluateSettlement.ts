import type { LedgerVerdict } from '../redemption/types.ts'
import { chooseGravest } from './gravity.ts'
import { listLineCodes } from './listUnknownCodes.ts'
import { formatKept } from './mergeProofs.ts'
import type { SettlementPlan } from './planSettlement.ts'
import type {
  LineOutcome,
  OrderFacts,
  OrderOutcome,
  Recheck,
  SettledLine,
  Settlement,
  SettlementReason,
} from './types.ts'
import type { LineUse } from './uses.ts'

/** The ledger's answer to the plan's claims. */
export type LedgerAnswer = Pick<LedgerVerdict, 'taken' | 'missing'>
export type DecideSettlementParameters = {
  readonly order: OrderFacts
  readonly plan: SettlementPlan
  readonly ledger: LedgerAnswer
  readonly rechecks: readonly Recheck[]
  readonly holders: readonly string[]
}

type Finding = { readonly outcome: LineOutcome; readonly reason: SettlementReason | null }

/** Decide the outcome of an order, line by line, from the plan and the ledger's answer. */
export function evaluateSettlement(parameters: DecideSettlementParameters): Settlement {
  const { order, plan, rechecks, holders } = parameters
  const proofs = plan.proofs.flatMap((proof) => (proof.kind === 'good' ? formatKept(proof) : []))
  const base = { proofs, rechecks, holders, isCancelled: order.cancelledAt !== null }
  if (order.isStaffMade) {
    const lines = plan.lines.map((use) => evaluateStaffLine(use, parameters))
    const wholeOutcome = evaluatePasses(plan.orderGates, parameters).outcome
    const outcome = mergeOutcomes([...lines.map((line) => line.outcome), wholeOutcome])
    const grants = [...new Set(plan.gates.map(({ grant }) => grant))]
    const reasons: SettlementReason[] = outcome === 'committed' ? [] : [{ kind: 'staff-made' }]
    return { ...base, outcome, wholeOutcome, reasons, lines, gates: plan.gates, grants }
  }
  const lines = plan.lines.map(({ line, closedGates, gates, faults }): SettledLine => {
    const codes = listLineCodes(line, plan.unknownCodes)
    const findings = [
      ...faults.flatMap((reason) => evaluateFault(reason, codes.length > 0 ? codes : plan.unknownCodes)),
      ...codes.map(composeUnknown),
      ...gates.flatMap((gate) => evaluateUse(gate, parameters)),
    ]
    const outcome = findGravest(findings)
    // A line that was removed from the order breaks no rule.
    const isGone = line.currentQuantity === 0 && outcome !== 'committed'
    return {
      lineId: line.id,
      outcome: isGone ? 'none' : outcome,
      reasons: listReasons(findings),
      gates,
      closedGates,
    }
  })
  const told = lines.flatMap(({ reasons }) => reasons.flatMap((one) => ('grant' in one ? one.grant : [])))
  const ofOrder = [
    ...plan.unknownCodes.filter((code) => !told.includes(code)).map(composeUnknown),
    ...plan.orderFaults.map((reason): Finding => ({ outcome: 'unproved', reason })),
    ...plan.orderGates.flatMap((gate) => evaluateUse(gate, parameters)),
  ]
  const wholeOutcome = findGravest(ofOrder)
  return {
    ...base,
    outcome: mergeOutcomes([...lines.map(({ outcome }) => outcome), wholeOutcome]),
    wholeOutcome,
    reasons: listReasons(ofOrder),
    lines,
    gates: plan.gates,
    grants: [...new Set(plan.gates.map(({ grant }) => grant))],
  }
}

/** A line without a proof may have been opened by a code that was forgotten. */
function evaluateFault(reason: SettlementReason, unknownCodes: readonly string[]): Finding[] {
  if (reason.kind === 'no-proof' && unknownCodes.length > 0) return unknownCodes.map(composeUnknown)
  return [{ outcome: 'unproved', reason }]
}

function composeUnknown(code: string): Finding {
  return { outcome: 'unmatched', reason: { kind: 'no-such-grant', grant: code } }
}

/**
 * The outcome of a line of an order that staff made: `committed` if a pass of the staff or a till opened it. It breaks no rule
 * otherwise, but says what became of a pass that it brought.
 */
function evaluateStaffLine(
  { line, closedGates, gates: used }: LineUse,
  parameters: DecideSettlementParameters,
): SettledLine {
  const { gates, outcome, reasons } = evaluatePasses(used, parameters)
  return { lineId: line.id, outcome, reasons, gates, closedGates }
}

/** Which of the used gates a pass opened, and whether the passes pay for this order. */
function evaluatePasses(used: readonly number[], parameters: DecideSettlementParameters) {
  const gates = used.filter((gate) => parameters.plan.gates.some((one) => one.gate === gate))
  const findings = gates.flatMap((gate) => evaluateUse(gate, parameters))
  const isPaid = findings.length > 0 && findGravest(findings) === 'committed'
  const outcome: LineOutcome = isPaid ? 'committed' : 'none'
  return { gates, outcome, reasons: listReasons(findings) }
}

function evaluateUse(gate: number, { plan, ledger, rechecks }: DecideSettlementParameters): Finding[] {
  const grant = plan.deciding.get(gate)?.grant
  if (grant === undefined) return []
  const findings: Finding[] = []
  const fault = plan.grantFaults.get(grant)
  if (fault?.kind === 'no-such-grant') return [{ outcome: 'unmatched', reason: fault }]
  if (fault?.kind === 'other-cart') return [{ outcome: 'suspect', reason: fault }]
  const taken = ledger.taken.find((one) => one.grant === grant)
  if (taken) {
    return [{ outcome: 'duplicate', reason: { kind: 'grant-used', grant, by: Number(taken.by) } }]
  }
  if (ledger.missing.some((one) => one.grant === grant && one.gate === gate)) {
    findings.push({ outcome: 'duplicate', reason: { kind: 'use-gone', grant, gate } })
  }
  const recheck = rechecks.find((one) => one.gate === gate)
  if (recheck?.verdict === 'not-held')
    findings.push({ outcome: 'unproved', reason: { kind: 'not-held', gate } })
  if (recheck?.verdict === 'unknown') {
    findings.push({ outcome: 'committed', reason: { kind: 'not-rechecked', gate } })
  }
  return [...findings, { outcome: 'committed', reason: fault ?? null }]
}

function findGravest(findings: readonly Finding[]): LineOutcome {
  return chooseGravest(findings.map(({ outcome }) => outcome))
}

function listReasons(findings: readonly Finding[]): SettlementReason[] {
  const all = findings.flatMap(({ reason }) => reason ?? [])
  return [...new Map(all.map((reason) => [JSON.stringify(reason), reason])).values()]
}

function mergeOutcomes(outcomes: readonly LineOutcome[]): OrderOutcome {
  const [first, ...others] = new Set(outcomes.filter((outcome) => outcome !== 'none'))
  return others.length > 0 ? 'mixed' : (first ?? 'none')
}
