import { ConflictError, UpstreamError } from '../../core/errors/base.ts'
import type { SingleToken } from '../../core/gate/answer.ts'
import { findClosedReason } from '../../core/gate/findClosedReason.ts'
import type { Gate } from '../../core/gate/types.ts'
import {
  evaluateTokenState,
  isNumberedPlace,
  listTokenPlaces,
  type TokenChoice,
} from '../../core/redemption/tokenChoice.ts'
import type { ReservationUnit } from '../../core/redemption/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import { evaluateGates } from './evaluateGates.ts'
import { findGates } from './findGates.ts'
import { limitProven } from './limitProven.ts'
import { type PlannedReservation, planReservation } from './planReservation.ts'

export type ChooseTokenParameters = {
  /** The visit, of which the caller has made sure. */
  readonly visit: Visit
  readonly gate: number
  /** The key of the token to use; null only lists. */
  readonly use: string | null
}

/** Tokens whose names and pictures are looked up. */
const MOST_FACES = 24

export type ChooseTokenNeeds = Needs<
  | 'now'
  | 'limits'
  | 'limitFactor'
  | 'gates'
  | 'lists'
  | 'traits'
  | 'readBalances'
  | 'readTokenIds'
  | 'readTokenFaces'
  | 'reservations'
>

/**
 * List the tokens that a visit may use at a gate with a limit per token, and use another than the server took. None if
 * the visit has no use of the gate: it is not open, an order has the use, or no token is used up there.
 *
 * The proof stays as it is, because it names the visit and not the token. Costs one request to each chain of the gate,
 * one or two more for names and pictures, and five statements.
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 * @throws {AccessError} ERR_RATE_LIMITED: it counts for the wallet as an unlock does.
 * @throws {ConflictError} ERR_TOKEN_NOT_HELD, ERR_TOKEN_USED. @throws {UpstreamError} ERR_CHAIN_READ, ERR_TOKEN_READ
 */
export async function chooseToken(
  ctx: ChooseTokenNeeds,
  { visit, gate: number, use }: ChooseTokenParameters,
): Promise<readonly TokenChoice[]> {
  const { shopId, id: visitId } = visit
  const [gate] = await findGates(ctx, { shopId, numbers: [number], isFresh: true })
  const planned = gate ? await planUse(ctx, { visit, gate }) : null
  if (!gate || !planned) {
    if (use !== null) throw notHeld()
    return []
  }
  const { told, want } = planned
  if (use !== null && !told.tokens.has(use)) {
    if (told.isWhole) throw notHeld()
    throw new UpstreamError('ERR_TOKEN_READ', 'Not all tokens of these wallets could be read.', {
      hint: 'Try again in a moment.',
    })
  }
  // Of the tokens that count a reservation keeps the one that it has: if one alone counts, it gives that one back for it.
  const wants = [use === null ? want : { ...want, tokens: [use], isWhole: true }]
  const [answer] = await ctx.reservations.reserve({ shopId, visitId, at: ctx.now(), wants })
  if (answer?.kind !== 'reserved') {
    if (use !== null) throw answer?.kind === 'gone' ? notHeld() : usedToken()
    return []
  }
  return describeTokens(ctx, { visit, gate, tokens: told.tokens, units: answer.units })
}

/** Plan the use again that a visit has of a gate; null if it has none, or its wallets no longer open the gate. */
async function planUse(
  ctx: ChooseTokenNeeds,
  { visit, gate }: { visit: Visit; gate: Gate },
): Promise<PlannedReservation | null> {
  if (gate.limits.perToken === null || isStaffPass(visit.id)) return null
  const now = ctx.now()
  if (findClosedReason({ gate, visit, now }) !== null) return null
  // This moves no end: a list must not keep a use from others for longer.
  const { shopId, id: visitId } = visit
  const standing = await ctx.reservations.renew({ shopId, visitId, gates: [gate.number], endsAt: 0, at: now })
  if (standing.length === 0) return null
  // It reads chains for the wallet, as an unlock does. Most renewals read none, so that their own limit is higher.
  const walletAddress = visit.wallets[0]?.address ?? null
  await limitProven(ctx, { request: 'unlock', shop: { id: shopId }, clientAddress: null, walletAddress })
  const [judged] = await evaluateGates(ctx, { visit, gates: [gate] })
  const { verdict, contribution } = judged ?? {}
  if (verdict?.kind === 'unchecked')
    throw new UpstreamError('ERR_CHAIN_READ', 'The chain could not be read.', {
      hint: 'Try again in a moment.',
    })
  if (verdict?.kind !== 'met' || !contribution) return null
  return planReservation(ctx, { visit, gate, contribution, endsAt: null })
}

async function describeTokens(
  ctx: Needs<'reservations' | 'traits' | 'readTokenFaces'>,
  parameters: {
    readonly visit: Visit
    readonly gate: Gate
    readonly tokens: ReadonlyMap<string, SingleToken>
    /** What the visit uses. */
    readonly units: readonly ReservationUnit[]
  },
): Promise<TokenChoice[]> {
  const { visit, gate, tokens, units } = parameters
  const { shopId } = visit
  const keys = [...tokens.keys()]
  const places = listTokenPlaces(keys)
  const [uses, faces, names] = await Promise.all([
    ctx.reservations.countTokenUses({ shopId, gate: gate.number, keys }),
    ctx.readTokenFaces({ tokens: places.slice(0, MOST_FACES) }),
    ctx.traits.findNames({ shopId, tokens: places.filter(isNumberedPlace) }),
  ])
  const chosen = new Set(units.flatMap(({ kind, key }) => (kind === 'token' ? [key] : [])))
  const limit = gate.limits.perToken ?? 0
  return [...tokens].map(([key, { name, id }]) => {
    const { used, reserved } = uses.get(key) ?? { used: 0, reserved: 0 }
    const face = faces.get(key)
    return {
      ...{ key, id, picture: face?.picture ?? null },
      name: face?.name ?? names.get(key) ?? name,
      state: evaluateTokenState({ isChosen: chosen.has(key), limit, used, reserved }),
    }
  })
}

function notHeld(): ConflictError {
  return new ConflictError('ERR_TOKEN_NOT_HELD', 'That token does not open this gate now.', {
    hint: 'Ask for the tokens again, and choose one of them.',
  })
}

function usedToken(): ConflictError {
  return new ConflictError('ERR_TOKEN_USED', 'That token has no use left, or another cart has it.', {
    hint: 'Choose another token.',
  })
}
