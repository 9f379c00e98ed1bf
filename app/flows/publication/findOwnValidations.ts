import type { Shop } from '../../core/gate/shop.ts'
import type { FoundValidation } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'

export type OwnValidations = {
  /** The validation that enforces this shop's gates; null if it is gone or was never created. */
  readonly known: FoundValidation | null
  /** Validations of the same Function that the database does not know, oldest first. */
  readonly others: readonly FoundValidation[]
}

/**
 * Find the validations that run this app's Function: the shop's own, and others. One request.
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function findOwnValidations(
  ctx: Needs<'shopify'>,
  { shop: { validationId } }: { shop: Shop },
): Promise<OwnValidations> {
  const found = await ctx.shopify.findValidations()
  const others = found.filter((one) => one.validationId !== validationId)
  if (validationId === null) return { known: null, others }
  const listed = found.find((one) => one.validationId === validationId)
  // Shopify's list is limited: in a shop with very many rules ours may be missing from it.
  return { known: listed ?? (await ctx.shopify.readValidation({ validationId })), others }
}
