import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { ProofLine } from '../../core/gate/answer.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import { toPassGate } from '../../core/staffPass/toPassGate.ts'
import { endedVisit } from '../../core/visit/endedVisit.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { SignedRequest } from '../../core/visitKey/types.ts'
import type { Needs } from '../context.ts'
import { addCustomerUnlock } from '../customers/addCustomerUnlock.ts'
import { loadOpenPass } from '../staffPasses/loadOpenPass.ts'
import { composeAttempt } from './composeAttempt.ts'
import { findGates } from './findGates.ts'
import { findVaults } from './findVaults.ts'
import { limitClient } from './limitClient.ts'
import { limitProven } from './limitProven.ts'
import { type ProveGatesNeeds, proveGates } from './proveGates.ts'
import { runUnchanged } from './runUnchanged.ts'
import type { UnlockGatesResult } from './unlockGates.ts'
import { verifyRequest } from './verifyRequest.ts'

export type RenewGatesParameters = {
  readonly myshopifyDomain: string
  readonly clientAddress: ClientAddress | null
  readonly session: string
  /** Vaults that the shopper names; empty to keep those named before. */
  readonly vaults: readonly string[]
  readonly gates: readonly number[]
  readonly lines: readonly ProofLine[]
  readonly cartToken: string | null
  /** The customer signed in to the shop, as Shopify reports; null for a guest. */
  readonly customerId: string | null
  /** The request as the visit's key signed it. */
  readonly signed: SignedRequest | null
}

/** The answer, and the visit that was renewed. */
export type RenewGatesResult = UnlockGatesResult & { readonly visit: Visit }

type RenewGatesNeeds = ProveGatesNeeds &
  Needs<
    | 'hashSecret'
    | 'shops'
    | 'limits'
    | 'limitFactor'
    | 'gates'
    | 'listDelegations'
    | 'customers'
    | 'staffPasses'
    | 'hashVisitKey'
    | 'verifyRequestSignature'
  >

/**
 * Issue a visit's proofs again without a signature of the wallet: after a page load, in a new period, or for another
 * product. The visit's key signs instead: the token alone opens nothing, and is no use of the visit.
 *
 * Chains are read only for gates that this visit has not seen open in the present period.
 * @throws {LoginError} ERR_SESSION_UNKNOWN without the visit's key, after 30 idle minutes and after two hours; as
 * verifyRequest
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 * @throws {InputError} ERR_ADDRESS_INVALID for a vault. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function renewGates(
  ctx: RenewGatesNeeds,
  parameters: RenewGatesParameters,
): Promise<RenewGatesResult> {
  const shop = await ctx.shops.load(parameters.myshopifyDomain)
  const { clientAddress } = parameters
  const limited = { request: 'renew', shop, clientAddress, walletAddress: null } as const
  await limitClient(ctx, limited)
  const keyThumbprint = await verifyRequest(ctx, parameters.signed)
  const tokenHash = ctx.hashSecret(parameters.session)
  const known = { tokenHash, shopId: shop.id, now: ctx.now() }
  const found = keyThumbprint === null ? null : await ctx.visits.renew({ ...known, keyThumbprint })
  if (!found) throw endedVisit()
  await limitProven(ctx, limited)
  if (isStaffPass(found.id)) return runUnchanged(() => renewPass(ctx, { ...parameters, visit: found }))
  const addresses = parameters.vaults.map(parseEvmAddress)
  const { gates, visit, answer } = await runUnchanged(async () => {
    const shop = await ctx.shops.loadKnown(parameters.myshopifyDomain)
    const gates = await findGates(ctx, { shopId: shop.id, numbers: parameters.gates, isFresh: true })
    const vaults = await findVaults(ctx, { addresses, wallets: found.wallets, gates })
    const visit =
      vaults.length > 0
        ? await ctx.visits.addWallets({ id: found.id, wallets: [], vaults, signedAt: null })
        : found
    const asked = { ...parameters, shop, visit, gates, staffPass: null }
    return { gates, visit, answer: await proveGates(ctx, asked) }
  })
  const { holders, counted, ...proven } = answer
  const { customerId } = parameters
  await addCustomerUnlock(ctx, { shop, visit, customerId, gates, answers: proven.gates, counted })
  const attempt = composeAttempt({ shop, visit, gates, holders, at: ctx.now(), isLogin: false })
  return { ...proven, attempt, visit, session: parameters.session, suggestedVaults: [] }
}

/** Issue the proofs of a pass that staff made. It is no unlock of a wallet, so the log has nothing of it. */
async function renewPass(
  ctx: RenewGatesNeeds,
  parameters: RenewGatesParameters & { readonly visit: Visit },
): Promise<RenewGatesResult> {
  const { visit, session } = parameters
  const staffPass = await loadOpenPass(ctx, { visit })
  const shop = await ctx.shops.loadKnown(parameters.myshopifyDomain)
  const found = await findGates(ctx, { shopId: shop.id, numbers: parameters.gates, isFresh: true })
  const gates = found.map((gate) =>
    gate.number === staffPass.gate ? { ...gate, ...toPassGate({ gate, staffPass }) } : gate,
  )
  const { holders, counted: _, ...proven } = await proveGates(ctx, { ...parameters, shop, gates, staffPass })
  const attempt = composeAttempt({ shop, visit, gates: [], holders, at: ctx.now(), isLogin: false })
  return { ...proven, attempt, visit, session, suggestedVaults: [] }
}
