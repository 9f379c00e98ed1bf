import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type SetShopParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly settings?: ShopSettings | undefined
  readonly enforcement?: Partial<Enforcement> | undefined
}

/** Write down what a merchant decided, or what was seen of a shop; what is not given stays. */
export async function setShop(parameters: SetShopParameters): Promise<void> {
  const { db, shopId, settings, enforcement } = parameters
  const { level, ...seen } = enforcement ?? {}
  await db.prisma.shop.updateMany({
    where: { id: shopId },
    data: {
      ...settings,
      ...seen,
      ...(level === undefined ? {} : { enforcement: level }),
    },
  })
}
