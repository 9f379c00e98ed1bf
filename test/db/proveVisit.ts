import type { ChainSlug, EvmAddress } from '../../app/core/chain/types.ts'
import type { Gate } from '../../app/core/gate/types.ts'
import type { Vault } from '../../app/core/login/types.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { type ProveGatesResult, proveGates } from '../../app/flows/unlocks/proveGates.ts'

/** Of the key of every browser. */
const THUMBPRINT = 'a'.repeat(43)

export type ProveVisitParameters = {
  readonly myshopifyDomain: string
  readonly gates: readonly Gate[]
  readonly wallet: EvmAddress
  /** One that runs goes on, as a renewal does. */
  readonly visitId: string
  readonly customerId: string | null
  readonly cartToken: string | null
  /** Vaults that the wallet speaks for, of a visit that begins. */
  readonly vaults?: readonly Vault[]
}

/** Unlock gates with a wallet, as a shop does after the wallet signed. The login itself is tested elsewhere. */
export async function proveVisit(
  ctx: FlowContext,
  { myshopifyDomain, gates, wallet, visitId, customerId, cartToken, vaults = [] }: ProveVisitParameters,
): Promise<ProveGatesResult> {
  // What this process remembers of a shop is loaded by its first request.
  await ctx.shops.load(myshopifyDomain)
  const shop = await ctx.shops.loadKnown(myshopifyDomain)
  const now = ctx.now()
  const wallets = [{ chain: 'ethereum' as ChainSlug, address: wallet, kind: 'key' as const }]
  const key = { tokenHash: visitId, shopId: shop.id, keyThumbprint: THUMBPRINT, now }
  const visit =
    (await ctx.visits.renew(key)) ??
    (await ctx.visits.create({ ...key, id: visitId, wallets, vaults, expiresAt: now + 14_400 }))
  const known = await ctx.gates.findKnown({
    ...{ shopId: shop.id, numbers: gates.map(({ number }) => number), isFresh: true },
  })
  return proveGates(ctx, {
    ...{ shop, visit, gates: known, lines: [], cartToken, customerId, staffPass: null },
  })
}
