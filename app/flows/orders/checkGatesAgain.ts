import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import { RECHECK_SECONDS } from '../../core/settlement/margins.ts'
import type { SettlementPlan } from '../../core/settlement/planSettlement.ts'
import type { OrderFacts, Recheck, SettledGate, SettlementRow } from '../../core/settlement/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import type { Needs } from '../context.ts'
import { evaluateGates } from '../unlocks/evaluateGates.ts'

export type CheckGatesAgainParameters = {
  readonly shop: Shop
  readonly order: OrderFacts
  readonly plan: SettlementPlan
  readonly before: SettlementRow | null
}
export type CheckGatesAgainResult = {
  readonly rechecks: readonly Recheck[]
  /** Whether a recheck should be tried again in some minutes. */
  readonly isOpen: boolean
}

/**
 * Read again whether the visit's wallets meet the order's gates, for gates with a recheck. A known result stays. The
 * result is `unknown` if the visit is gone or the gate was revised. It is also `unknown` if the order is too old or
 * canceled, or a chain does not answer.
 */
export async function checkGatesAgain(
  ctx: Needs<'now' | 'gates' | 'settlements' | 'readBalances' | 'lists'>,
  { shop, order, plan, before }: CheckGatesAgainParameters,
): Promise<CheckGatesAgainResult> {
  const wanted = plan.gates.filter(({ grant }) =>
    // Nobody has proven a wallet for a pass of the staff.
    plan.claims.some(({ id, visitId }) => id === grant && !isStaffPass(visitId)),
  )
  const found = await ctx.gates.find({
    shopId: shop.id,
    numbers: wanted.map(({ gate }) => gate),
    withDeleted: true,
  })
  const known = before?.settlement.rechecks.filter(({ verdict }) => verdict !== 'unknown') ?? []
  const isTimely = ctx.now() <= order.createdAt + RECHECK_SECONDS && order.cancelledAt === null
  const rechecks: Recheck[] = []
  let isOpen = false
  for (const used of wanted) {
    const gate = found.find(({ number }) => number === used.gate)
    const done = known.find((one) => one.gate === used.gate)
    if (done) rechecks.push(done)
    else if (gate?.recheck) {
      const isSame = gate.revision === used.revision
      const answer = isTimely && isSame ? await readAgain(ctx, { shop, plan, used, gate }) : 'gone'
      rechecks.push({ gate: used.gate, verdict: answer === 'gone' ? 'unknown' : answer })
      isOpen ||= answer === 'unknown'
    }
  }
  return { rechecks, isOpen }
}

async function readAgain(
  ctx: Needs<'gates' | 'settlements' | 'readBalances' | 'lists'>,
  parameters: {
    shop: Shop
    plan: SettlementPlan
    used: SettledGate
    gate: Gate
  },
): Promise<Recheck['verdict'] | 'gone'> {
  const { shop, plan, used, gate } = parameters
  const visitId = plan.claims.find(({ id }) => id === used.grant)?.visitId ?? ''
  const [visit] = await ctx.settlements.findVisits({ shopId: shop.id, ids: [visitId] })
  if (!visit) return 'gone'
  const [judged] = await evaluateGates(ctx, { gates: [gate], visit })
  if (judged?.verdict.kind === 'met') return 'held'
  return judged?.verdict.kind === 'unmet' ? 'not-held' : 'unknown'
}
