import type { Limits, ShopId } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'

export type MakeKeyedShopParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** Its gates by number, with the limits, the only part that the ledger reads. */
  readonly gates?: readonly (readonly [number, Limits])[]
}

/** Create a shop with one signing key, which grants need. */
export async function makeKeyedShop({ db, shopId, gates = [] }: MakeKeyedShopParameters): Promise<void> {
  const domain = `shop-${shopId}.myshopify.com`
  await db.prisma.shop.create({
    data: {
      id: shopId,
      myshopifyDomain: domain,
      primaryDomain: domain,
      domains: [domain],
      ianaTimezone: 'Europe/Berlin',
      currencyCode: 'EUR',
      proofRoot: 'sealed',
      savedAt: 1n,
      gates: {
        create: gates.map(([number, limits]) => ({
          number,
          limits,
          name: `Gate ${number}`,
          state: 'active',
          subject: {},
          requirement: {},
          reaction: {},
          schedule: {},
          combination: {},
          guard: 'open',
          cap: 0,
          recheck: false,
          freshSignature: false,
          showsUses: false,
          revision: 1,
          profile: 0,
          published: true,
          createdAt: 1n,
          updatedAt: 1n,
        })),
      },
      proofKeys: { create: { epoch: '5f3a9c01', position: 1, createdAt: 1n, signsFrom: 1n } },
    },
  })
}
