import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import type { TraitTable } from '../../core/trait/types.ts'
import type { Needs } from '../context.ts'

/** Load the imported traits of a collection; null if nobody has imported them. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function loadTraits(
  ctx: Needs<'shops' | 'traits'>,
  { myshopifyDomain, ...collection }: { myshopifyDomain: string; chain: ChainSlug; contract: EvmAddress },
): Promise<TraitTable | null> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const [found = null] = await ctx.traits.find({ shopId, collections: [collection] })
  return found
}
