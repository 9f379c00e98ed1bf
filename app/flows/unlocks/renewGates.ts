import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { ProofLine } from '../../core/gate/answer.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { endedVisit } from '../../core/visit/endedVisit.ts'
import type { Needs } from '../context.ts'
import { addCustomerUnlock } from '../customers/addCustomerUnlock.ts'
import { composeAttempt } from './composeAttempt.ts'
import { findGates } from './findGates.ts'
import { findVaults } from './findVaults.ts'
import { limitClient } from './limitClient.ts'
import { limitProven } from './limitProven.ts'
import { type ProveGatesNeeds, proveGates } from './proveGates.ts'
import type { UnlockGatesResult } from './unlockGates.ts'

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
}

/**
 * Issue a visit's proofs again without a signature: after a page load, in a new period, or for another product.
 *
 * Chains are read only for gates that this visit has not seen open in the present period.
 * @throws {LoginError} ERR_SESSION_UNKNOWN. @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 * @throws {InputError} ERR_ADDRESS_INVALID for a vault. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function renewGates(
  ctx: Needs<'hashSecret' | 'shops' | 'limits' | 'limitFactor' | 'gates' | 'listDelegations' | 'customers'> &
    ProveGatesNeeds,
  parameters: RenewGatesParameters,
): Promise<UnlockGatesResult> {
  const shop = await ctx.shops.load(parameters.myshopifyDomain)
  const { clientAddress } = parameters
  const limited = { request: 'renew', shop, clientAddress, walletAddress: null } as const
  await limitClient(ctx, limited)
  const tokenHash = ctx.hashSecret(parameters.session)
  const found = await ctx.visits.find({ tokenHash, shopId: shop.id, now: ctx.now() })
  if (!found) throw endedVisit()
  await limitProven(ctx, limited)
  const addresses = parameters.vaults.map(parseEvmAddress)
  const gates = await findGates(ctx, { shopId: shop.id, numbers: parameters.gates })
  const vaults = await findVaults(ctx, { addresses, wallets: found.wallets, gates })
  const visit = vaults.length > 0 ? await ctx.visits.addWallets({ id: found.id, wallets: [], vaults }) : found
  const { holders, counted, ...proven } = await proveGates(ctx, { ...parameters, shop, visit, gates })
  const { customerId } = parameters
  await addCustomerUnlock(ctx, { shop, visit, customerId, answers: proven.gates, counted })
  const attempt = composeAttempt({ shop, visit, gates, holders, at: ctx.now(), isLogin: false })
  return { ...proven, attempt, session: parameters.session, suggestedVaults: [] }
}
