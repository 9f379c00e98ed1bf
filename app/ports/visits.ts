import type { ShopId } from '../core/gate/types.ts'
import type { ProvenWallet, Vault } from '../core/login/types.ts'
import type { Visit } from '../core/visit/types.ts'

/** A visit that begins. `tokenHash` is the SHA-256 of its token, which is not stored. */
export type NewVisit = {
  readonly id: string
  readonly tokenHash: string
  readonly shopId: ShopId
  readonly wallets: readonly ProvenWallet[]
  readonly vaults: readonly Vault[]
  readonly keyThumbprint: string | null
  readonly now: number
  readonly expiresAt: number
}

/**
 * Visits: the storefront sessions of shoppers, each with the wallets that one shopper proved. Instants are unix
 * seconds.
 */
export type VisitsPort = {
  create: (visit: NewVisit) => Promise<Visit>
  /**
   * Find a visit to this shop that has neither expired nor been idle, by its token and the key that signed the request,
   * and record that it was used. One statement, which writes at most once a minute: so a visit ends after 29 to 30 idle
   * minutes. A visit of a staff's pass is never idle, and becomes the visit of the first key that asks for it.
   */
  renew: (parameters: {
    tokenHash: string
    shopId: ShopId
    keyThumbprint: string
    now: number
  }) => Promise<Visit | null>
  /**
   * Add the wallets that the visit does not have yet, in one statement; beyond 16 the oldest are dropped. `vaults` replace
   * the visit's vaults, unless there are none. Clears `seen`: with another wallet, other gates may open.
   * @throws {LoginError} ERR_SESSION_UNKNOWN if the visit was deleted meanwhile
   */
  addWallets: (parameters: {
    id: string
    wallets: readonly ProvenWallet[]
    vaults: readonly Vault[]
    /** When a wallet signed; null if only vaults are named. */
    signedAt: number | null
  }) => Promise<Visit>
  /** The wallets of the shop's latest visits, the newest first, each address once. One statement. */
  listWallets: (parameters: { shopId: ShopId; visits: number }) => Promise<ProvenWallet[]>
  /** The visit of an id, of whatever shop, that has neither ended nor been idle; null if there is none. */
  findLive: (parameters: { id: string; now: number }) => Promise<Visit | null>
  /** End a visit at once. Its row stays for orders, as that of a visit whose time is over. */
  end: (parameters: { id: string; at: number }) => Promise<void>
  /** Record which gates the visit opened, and until when that is valid. */
  setSeen: (parameters: { id: string; seen: NonNullable<Visit['seen']> }) => Promise<void>
}
