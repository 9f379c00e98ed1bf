import { isSameOrder } from '../../core/counter/isSameOrder.ts'
import { CHARGE_SECONDS, ORDER_BEFORE_SECONDS } from '../../core/counter/steps.ts'
import type { CounterCharge, CounterFinding, Till } from '../../core/counter/types.ts'
import { ConflictError, InputError } from '../../core/errors/base.ts'
import { isLimited } from '../../core/gate/isLimited.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import { chooseUntil } from '../../core/proof/chooseUntil.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { CounterPort } from '../../ports/counter.ts'
import type { Needs } from '../context.ts'
import { reserveGates } from '../unlocks/reserveGates.ts'
import { findCounterGates, type JudgedFinding } from './findCounterGates.ts'

export type ChargeCounterCheckParameters = {
  readonly shop: Pick<Shop, 'ianaTimezone'>
  readonly till: Till
  readonly checkId: string
  readonly gate: number
  readonly units: number
  /** The number of the sale, if it was made before; null to match it by product and time. */
  readonly orderName: string | null
}

/** What was charged, or what a gate finds against it. */
export type ChargeResult =
  | { readonly kind: 'charged'; readonly gate: Gate; readonly charge: CounterCharge }
  | { readonly kind: 'refused'; readonly finding: CounterFinding }

type ChargeNeeds = Needs<
  | 'now'
  | 'createRandomHex'
  | 'visits'
  | 'gates'
  | 'counter'
  | 'jobs'
  | 'reservations'
  | 'readBalances'
  | 'readTokenIds'
  | 'lists'
>

/**
 * Charge a check: judge its gate once more, reserve the use as an unlock does, and make the reservation a use. The use
 * of the shopper's own cart is taken if it has one. A request that is sent again, because its answer was lost, answers
 * the charge that it has made.
 *
 * @throws {ConflictError} ERR_COUNTER_CHECK_STALE, ERR_COUNTER_VISIT_ENDED
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {InputError} ERR_BODY_INVALID for more items than the gate allows
 */
export async function chargeCounterCheck(
  ctx: ChargeNeeds,
  parameters: ChargeCounterCheckParameters,
): Promise<ChargeResult> {
  const { till, checkId: id, units, orderName } = parameters
  const { ianaTimezone } = parameters.shop
  const { shopId, id: tillId } = till
  const now = ctx.now()
  const gate = await ctx.gates.load({ shopId, number: parameters.gate })
  const check = await ctx.counter.findCheck({ shopId, tillId, id })
  const { charge = null } = check ?? {}
  if (charge && charge.undoneAt === null && charge.gate === gate.number && charge.units === units)
    return { kind: 'charged', gate, charge }
  if (!check || charge || now - check.checkedAt > CHARGE_SECONDS) throw staleCheck()
  if (gate.cap > 0 && units > gate.cap) throw tooManyUnits(gate)
  const visit = await ctx.visits.findLive({ id: check.visitId, now })
  if (!visit) throw endedVisit()
  const [found] = await findCounterGates(ctx, { gates: [gate], visit })
  if (!found) throw new Error('A gate was not judged.')
  const charged = {
    ...{ gate: gate.number, revision: gate.revision, units, orderName },
    ...{ grantId: ctx.createRandomHex(8), chargedAt: now, undoneAt: null, orderId: null },
  }
  const { until } = chooseUntil({ now, ianaTimezone, proofLife: 0 })
  const wanted = { shopId, tillId, id, visit, gate, charged, until }
  const refused = await chargeUse(ctx, { found, wanted })
  if (refused) return { kind: 'refused', finding: refused }
  await queueSales(ctx, { till, charged })
  return { kind: 'charged', gate, charge: charged }
}

/** Another till that charges another code of the same phone may take the use that was reserved for this charge. */
const MOST_TRIES = 5

/** Reserve a use and make it the charge's; answers why not, or null. */
async function chargeUse(
  ctx: Needs<'now' | 'counter' | 'reservations' | 'readTokenIds'>,
  {
    found,
    wanted: { charged, ...wanted },
  }: {
    found: JudgedFinding
    wanted: Pick<
      Parameters<CounterPort['charge']>[0],
      'shopId' | 'tillId' | 'id' | 'visit' | 'gate' | 'until'
    > & {
      readonly charged: CounterCharge
    }
  },
): Promise<CounterFinding | null> {
  const { visit, gate } = wanted
  const { units, orderName, grantId, revision, chargedAt: at } = charged
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const refused = await reserveUse(ctx, { visit, found })
    if (refused) return refused
    const answer = await ctx.counter.charge({
      ...{ ...wanted, units, orderName, grantId, at, isLimited: isLimited(gate.limits) },
      seen: { gate: gate.number, revision, blocks: found.judged?.blocks ?? [] },
    })
    if (answer === 'charged') return null
    if (answer === 'uncharged') break
  }
  throw staleCheck()
}

/** Reserve the use of a limited gate for the shopper's visit; answers why not, or null. */
async function reserveUse(
  ctx: Needs<'now' | 'reservations' | 'readTokenIds'>,
  { visit, found: { finding, judged } }: { visit: Visit; found: JudgedFinding },
): Promise<CounterFinding | null> {
  if (!judged) return finding
  const { gate } = finding
  const unreserved = await reserveGates(ctx, { visit, judged: [judged], endsAt: ctx.now() + CHARGE_SECONDS })
  const refused = unreserved.get(gate)
  return refused ? { gate, ...refused } : null
}

/** Orders that came before the charge, and lack one, are settled again. */
async function queueSales(
  ctx: Needs<'now' | 'counter' | 'jobs'>,
  {
    till: { shopId },
    charged: { gate, orderName },
  }: { till: Till; charged: Pick<CounterCharge, 'gate' | 'orderName'> },
): Promise<void> {
  const runAt = ctx.now()
  const since = orderName === null ? runAt - ORDER_BEFORE_SECONDS : 0
  const sales = await ctx.counter.listSales({ shopId, since, limit: 100 })
  for (const { orderId, name, gates } of sales) {
    const isWanted = orderName === null ? gates.includes(gate) : isSameOrder(orderName, name)
    if (isWanted) await ctx.jobs.add({ shopId, kind: 'order', key: String(orderId), runAt })
  }
}

function staleCheck(): ConflictError {
  return new ConflictError('ERR_COUNTER_CHECK_STALE', 'This check can no longer be charged.', {
    hint: 'Scan the code that the phone shows now.',
  })
}

function endedVisit(): ConflictError {
  return new ConflictError('ERR_COUNTER_VISIT_ENDED', 'The shopper has signed out meanwhile.', {
    hint: 'Ask the shopper to connect the wallet again, and scan the new code.',
  })
}

function tooManyUnits({ cap }: Gate): InputError {
  return new InputError('ERR_BODY_INVALID', `This gate allows at most ${cap} items in one order.`, {
    hint: 'Enter fewer items.',
  })
}
