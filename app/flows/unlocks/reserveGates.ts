import type { SingleToken, UsedUp } from '../../core/gate/answer.ts'
import { isLimited } from '../../core/gate/isLimited.ts'
import type { Contribution } from '../../core/gate/singleTokens.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { PlaceTaken, RefusedWant } from '../../core/redemption/types.ts'
import { evaluateReport } from '../../core/requirement/evaluateReport.ts'
import type { ConditionReport, Verdict } from '../../core/requirement/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import type { JudgedGate } from './evaluateGates.ts'
import { planReservation, type Told } from './planReservation.ts'

/**
 * Why a gate could not be reserved: it is used up, not all tokens are known, or it counts uses per token and was met
 * without one.
 */
export type Unreserved =
  | { readonly kind: 'closed'; readonly because: 'used-up'; readonly usedUp: UsedUp }
  | Exclude<Verdict, { kind: 'met' }>

/**
 * Reserve a use of each limited gate for a visit; returns the gates that were not reserved. It takes the first held
 * token with a use left, and keeps a token that the visit has already: `chooseToken` lets the shopper take another.
 *
 * Costs a statement, and one more for all gates that are used up.
 */
export async function reserveGates(
  ctx: Needs<'now' | 'reservations' | 'readTokenIds'>,
  { visit, judged, endsAt }: { visit: Visit; judged: readonly JudgedGate[]; endsAt: number },
): Promise<Map<Gate, Unreserved>> {
  const limited = judged.filter(({ gate }) => isLimited(gate.limits))
  if (limited.length === 0) return new Map()
  const asked = await Promise.all(
    limited.map(async ({ gate, contribution }) => {
      const { told, want } = await planReservation(ctx, { visit, gate, contribution, endsAt })
      return { gate, contribution, told, want }
    }),
  )
  const { shopId, id: visitId } = visit
  const wants = asked.map(({ want }) => want)
  const answers = await ctx.reservations.reserve({ shopId, visitId, at: ctx.now(), wants })
  const unreserved = new Map<Gate, Unreserved>()
  const refused: RefusedGate[] = []
  for (const one of asked) {
    const { gate, contribution, told } = one
    const answer = answers.find((each) => each.gate === gate.number)
    if (answer?.kind === 'place-taken') unreserved.set(gate, describeHeldSlot({ answer, told }))
    if (answer?.kind !== 'used-up') continue
    const { limit } = answer
    const isOfToken = limit === 'token'
    // An older gate may count uses per token and still be met without one: the shopper lacks a token to use.
    if (isOfToken && contribution.reports.length === 0)
      unreserved.set(gate, evaluateUnmet(contribution.unheld))
    else if (isOfToken && told.isWhole && told.tokens.size === 0)
      unreserved.set(gate, describeNewToken(contribution))
    else if (!isOfToken || told.isWhole) refused.push({ ...one, limit })
    else unreserved.set(gate, describeUnknown(told))
  }
  for (const [gate, usedUp] of await describeRefused(ctx, { visit, refused })) {
    unreserved.set(gate, { kind: 'closed', because: 'used-up', usedUp })
  }
  return unreserved
}

/** Another cart has the open place of one of these wallets, or of each of their tokens. */
function describeHeldSlot({ answer, told }: { answer: PlaceTaken; told: Told }): Unreserved {
  const { by, heldUntil } = answer
  if (by === 'token' && !told.isWhole) return describeUnknown(told)
  const [limit, token] =
    by === 'token' ? (['token', findOnlyToken(told)] as const) : (['place', null] as const)
  return { kind: 'closed', because: 'used-up', usedUp: { limit, token, at: null, heldUntil } }
}

/** Not all tokens are known: an unknown one may be free. */
function describeUnknown({ chain }: Told): Unreserved {
  return { kind: 'unchecked', code: 'ERR_TOKEN_READ', chain }
}

/** The only token; null if there are none or several. */
function findOnlyToken({ tokens }: Told): SingleToken | null {
  const [only = null, ...others] = tokens.values()
  return others.length === 0 ? only : null
}

/** No token held now was also held at the past moment, so no use can be counted. */
function describeNewToken({ reports }: Contribution): Unreserved {
  const isNew = { verdict: 'unmet', because: 'not-held-then', found: 0n } as const
  return evaluateUnmet(reports.map((one) => ({ ...one, ...isNew })))
}

function evaluateUnmet(of: readonly ConditionReport[]): Unreserved {
  const verdict = of.some((one) => one.verdict === 'unchecked') ? 'unchecked' : 'unmet'
  const decided = evaluateReport({ now: { kind: 'any', verdict, count: 1, of }, before: null })
  return decided.kind === 'met' ? { kind: 'unmet', unmet: [], missing: { count: 1, of: [] } } : decided
}

type RefusedGate = RefusedWant & { readonly gate: Gate; readonly told: Told }

/** Describe when the uses that are in the way were made, and when they end. */
export async function describeRefused(
  ctx: Needs<'now' | 'reservations'>,
  { visit, refused }: { visit: Visit; refused: readonly RefusedGate[] },
): Promise<Map<Gate, UsedUp>> {
  if (refused.length === 0) return new Map()
  const { shopId, id: visitId } = visit
  const uses = await ctx.reservations.findStandingUses({ shopId, visitId, at: ctx.now(), refused })
  return new Map(
    refused.map(({ gate, told, limit }) => {
      const { usedAt = null, heldUntil = null } = uses.find((one) => one.gate === gate.number) ?? {}
      return [gate, { limit, token: limit === 'token' ? findOnlyToken(told) : null, at: usedAt, heldUntil }]
    }),
  )
}
