import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type ClaimValidationParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly validationId: string
  /** The one it takes the place of, because that is gone; null where there was none. */
  readonly instead: string | null
}

/** Remember a shop's validation, unless somebody was first; answers the one that stands now. */
export async function claimValidation(parameters: ClaimValidationParameters): Promise<string> {
  const { db, shopId, validationId, instead } = parameters
  await db.prisma.shop.updateMany({ where: { id: shopId, validationId: instead }, data: { validationId } })
  const standing = await db.prisma.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { validationId: true },
  })
  return standing.validationId ?? validationId
}
