import { PalisadeError } from '../../core/errors/base.ts'
import { REMEDIES } from '../../core/settlement/problems.ts'
import type { Needs } from '../context.ts'
import {
  type FindShopProblemsNeeds,
  type FindShopProblemsResult,
  findShopProblems,
} from './findShopProblems.ts'
import { repairShop } from './repairShop.ts'

/**
 * Repair at once what the app can repair of a shop's problems: Shopify notifies nobody when a validation is switched
 * off. Returns the problems left for people.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function repairShopProblems(
  ctx: FindShopProblemsNeeds & Needs<'log' | 'proofKeys'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<FindShopProblemsResult> {
  const found = await findShopProblems(ctx, { myshopifyDomain })
  if (!found.problems.some(({ kind }) => REMEDIES[kind] === 'repair')) return found
  try {
    await repairShop(ctx, { myshopifyDomain })
  } catch (error) {
    // Report the problems unrepaired; reconciling retries within an hour.
    if (!(error instanceof PalisadeError)) throw error
    return error.code === 'ERR_DISCOUNTS_FULL' ? setFull(found) : found
  }
  return findShopProblems(ctx, { myshopifyDomain })
}

/** Shopify refused one more active discount, so those that are gone or off do not come back by themselves. */
function setFull({ problems, page }: FindShopProblemsResult): FindShopProblemsResult {
  const others = problems.filter(({ kind }) => kind !== 'discount-gone' && kind !== 'discount-off')
  return { problems: [{ kind: 'discounts-full' }, ...others], page }
}
