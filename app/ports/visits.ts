import type { ShopId } from '../core/gate/types.ts'
import type { ProvenWallet, Vault } from '../core/login/types.ts'
import type { Visit } from '../core/visit/types.ts'

/** Visits: the wallets that one shopper proved, for two hours. */
export type VisitsPort = {
  create: (parameters: {
    id: string
    tokenHash: string
    shopId: ShopId
    wallets: readonly ProvenWallet[]
    vaults: readonly Vault[]
    expiresAt: number
  }) => Promise<Visit>
  /** Only of that shop and not yet expired. */
  find: (parameters: { tokenHash: string; shopId: ShopId; now: number }) => Promise<Visit | null>
  /** Add wallets not yet in the visit, at most 16, and put the vaults in place of those it had; in one statement. */
  addWallets: (parameters: {
    id: string
    wallets: readonly ProvenWallet[]
    vaults: readonly Vault[]
  }) => Promise<Visit>
  setSeen: (parameters: { id: string; seen: NonNullable<Visit['seen']> }) => Promise<void>
}
