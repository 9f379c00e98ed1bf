import type { Shop } from '../../core/gate/shop.ts'
import type { FoundValidation } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'

export type OwnValidations = {
  /** The one that this shop's gates are held by; null where it is gone or was never made. */
  readonly known: FoundValidation | null
  /** Validations of the same Function that the database does not know, oldest first. */
  readonly others: readonly FoundValidation[]
}

/**
 * Find the validations that Shopify runs with our Function, and tell the shop's own from the others. One request.
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
  // The list has an end: a shop with very many rules may have ours beyond it.
  return { known: listed ?? (await ctx.shopify.readValidation({ validationId })), others }
}
