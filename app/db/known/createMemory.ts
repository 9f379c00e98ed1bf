import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Known } from '../../core/known.ts'
import { removeOldest } from '../../core/limit/removeOldest.ts'
import type { ProofKey } from '../../core/proofKey/types.ts'

/** What this process remembers of shops, so that a login need not read it again. */
export type Memory = {
  readonly findShop: (myshopifyDomain: string) => Known<Shop> | null
  readonly findGate: (of: { readonly shopId: ShopId; readonly number: number }) => Known<Gate> | null
  /** The key of an epoch. It never changes: it is derived from the shop's root. */
  readonly findKey: (of: { readonly shopId: ShopId; readonly epoch: string }) => ProofKey | null
  /** Another version of the shop also forgets its gates and keys: the app may have left the shop in between. */
  readonly writeShop: (shop: Known<Shop>) => void
  /** No effect on what belongs to a shop that is not remembered. */
  readonly writeGates: (of: { readonly shopId: ShopId; readonly gates: readonly Known<Gate>[] }) => void
  readonly writeKeys: (of: { readonly shopId: ShopId; readonly keys: readonly ProofKey[] }) => void
  readonly forget: (shopId: ShopId) => void
}

/**
 * Seconds. The versions alone keep what is remembered right. They count transactions of one database, so a database
 * that was set back to an earlier backup under a running process could repeat one, but not within a minute.
 */
const KEPT_SECONDS = 60
const MOST_SHOPS = 1_000
const MOST_GATES = 500

type Entry = {
  readonly shop: Known<Shop>
  readonly readAt: number
  readonly gates: Map<string, Known<Gate>>
  readonly keys: Map<string, ProofKey>
}

/** Make the memory of a process. `now` in unix seconds. */
export function createMemory({ now }: { now: () => number }): Memory {
  const shops = new Map<string, Entry>()
  const domains = new Map<string, string>()
  const find = (shopId: ShopId): Entry | null => {
    const entry = shops.get(String(shopId))
    // If the clock was set back, an old entry must not seem fresh.
    return entry && now() >= entry.readAt && now() - entry.readAt < KEPT_SECONDS ? entry : null
  }
  return {
    findShop: (myshopifyDomain) => {
      const id = domains.get(myshopifyDomain)
      return (id !== undefined && find(BigInt(id) as ShopId)?.shop) || null
    },
    findGate: ({ shopId, number }) => find(shopId)?.gates.get(String(number)) ?? null,
    findKey: ({ shopId, epoch }) => find(shopId)?.keys.get(epoch) ?? null,
    writeShop: (shop) => {
      const id = String(shop.id)
      const before = find(shop.id)
      const isSame = before?.shop.version === shop.version
      const { gates, keys } = isSame && before ? before : { gates: new Map(), keys: new Map() }
      shops.delete(id)
      shops.set(id, { shop, readAt: now(), gates, keys })
      domains.delete(shop.myshopifyDomain)
      domains.set(shop.myshopifyDomain, id)
      removeOldest(shops, { most: MOST_SHOPS })
      removeOldest(domains, { most: MOST_SHOPS })
    },
    writeGates: ({ shopId, gates }) => {
      const known = find(shopId)?.gates
      if (!known) return
      for (const gate of gates) known.set(String(gate.number), gate)
      removeOldest(known, { most: MOST_GATES })
    },
    writeKeys: ({ shopId, keys }) => {
      const known = find(shopId)?.keys
      for (const key of keys) known?.set(key.epoch, key)
    },
    forget: (shopId) => void shops.delete(String(shopId)),
  }
}
