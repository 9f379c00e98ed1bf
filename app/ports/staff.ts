import type { ShopId } from '../core/gate/types.ts'

/** Names of the staff who changed something in a shop. Shopify's user ids are decimal. */
export type StaffPort = {
  /** Names by user id. Unknown members are left out. */
  listNames: (parameters: {
    shopId: ShopId
    userIds: readonly string[]
  }) => Promise<ReadonlyMap<string, string>>
  /** Whether the name is stored and was read at `since` or later, in unix seconds. */
  hasName: (parameters: { shopId: ShopId; userId: string; since: number }) => Promise<boolean>
  setName: (parameters: { shopId: ShopId; userId: string; name: string; at: number }) => Promise<void>
}
