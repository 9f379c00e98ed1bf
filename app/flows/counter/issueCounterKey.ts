import { composeCounterKeyText } from '../../core/counter/counterCode.ts'
import { KEY_SECONDS, toStep } from '../../core/counter/steps.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import { endedVisit } from '../../core/visit/endedVisit.ts'
import type { SignedRequest } from '../../core/visitKey/types.ts'
import type { Needs } from '../context.ts'
import { limitClient } from '../unlocks/limitClient.ts'
import { limitProven } from '../unlocks/limitProven.ts'
import { verifyRequest } from '../unlocks/verifyRequest.ts'

export type IssueCounterKeyParameters = {
  readonly myshopifyDomain: string
  readonly clientAddress: ClientAddress | null
  readonly session: string
  /** Whether the shopper signs out: then the visit ends, and its codes with it. */
  readonly isLeaving: boolean
  /** The request as the visit's key signed it. */
  readonly signed: SignedRequest | null
}

/** What a phone needs to make codes by itself. `last` is the step of its last code, `now` this server's time. */
export type CounterKey = {
  readonly visitId: string
  readonly last: number
  /** 32 bytes in hex. */
  readonly key: string
  readonly now: number
  /** When the visit ends at the latest, in unix seconds. */
  readonly endsAt: number
}

/**
 * Issue the key with which a visit's phone makes codes for a quarter of an hour, also without a network. It is derived
 * from this server's secret, so the database holds nothing that makes a code. Null if the shopper signs out.
 *
 * @throws {LoginError} ERR_SESSION_UNKNOWN without the visit's key, and for a pass of the staff, which has no wallet;
 * as verifyRequest
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function issueCounterKey(
  ctx: Needs<
    | 'now'
    | 'shops'
    | 'limits'
    | 'limitFactor'
    | 'visits'
    | 'hashSecret'
    | 'hashPersonal'
    | 'hashVisitKey'
    | 'verifyRequestSignature'
  >,
  { myshopifyDomain, clientAddress, session, isLeaving, signed }: IssueCounterKeyParameters,
): Promise<CounterKey | null> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const limited = { request: 'renew', shop, clientAddress, walletAddress: null } as const
  await limitClient(ctx, limited)
  const keyThumbprint = await verifyRequest(ctx, signed)
  const now = ctx.now()
  const known = { tokenHash: ctx.hashSecret(session), shopId: shop.id, now }
  const visit = keyThumbprint === null ? null : await ctx.visits.renew({ ...known, keyThumbprint })
  if (!visit || isStaffPass(visit.id)) throw endedVisit()
  await limitProven(ctx, limited)
  if (isLeaving) {
    await ctx.visits.end({ id: visit.id, at: now })
    return null
  }
  const last = toStep(Math.min(now + KEY_SECONDS, visit.expiresAt))
  const key = ctx.hashPersonal(composeCounterKeyText({ visitId: visit.id, last }))
  return { visitId: visit.id, last, key, now, endsAt: visit.expiresAt }
}
