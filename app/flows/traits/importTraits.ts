import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import { endedTraitImport } from '../../core/trait/importErrors.ts'
import type { NamedToken, Trait } from '../../core/trait/types.ts'
import type { Needs } from '../context.ts'

type Shop = { readonly myshopifyDomain: string }

/** Start an import of a collection's traits. It counts when it is finished. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function startTraitImport(
  ctx: Needs<'now' | 'createRandomHex' | 'shops' | 'traits'>,
  {
    myshopifyDomain,
    ...given
  }: Shop & {
    chain: ChainSlug
    contract: EvmAddress
    source: string
    checksum: string
    tokens: number
  },
): Promise<{ readonly id: string }> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const id = formatUuid(ctx.createRandomHex(16))
  await ctx.traits.start({ ...given, shopId, id, at: ctx.now() })
  return { id }
}

/**
 * Add a part to an import; the same part again replaces it.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {ConflictError} ERR_TRAITS_STALE
 */
export async function addTraitPart(
  ctx: Needs<'shops' | 'traits'>,
  { myshopifyDomain, ...part }: Shop & { id: string; place: number; traits: readonly Trait[] },
): Promise<null> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  if (!(await ctx.traits.addPart({ ...part, shopId }))) throw endedTraitImport()
  return null
}

/**
 * Add names of tokens to an import; the name of the same token again replaces it.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {ConflictError} ERR_TRAITS_STALE
 */
export async function addTokenNames(
  ctx: Needs<'shops' | 'traits'>,
  { myshopifyDomain, ...given }: Shop & { id: string; names: readonly NamedToken[] },
): Promise<null> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  if (!(await ctx.traits.addNames({ ...given, shopId }))) throw endedTraitImport()
  return null
}

/**
 * Finish an import: it replaces the collection's earlier one. Gates keep the ids that they were saved with.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {ConflictError} ERR_TRAITS_STALE
 */
export async function finishTraitImport(
  ctx: Needs<'now' | 'shops' | 'traits'>,
  { myshopifyDomain, ...given }: Shop & { id: string; parts: number },
): Promise<null> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  if (!(await ctx.traits.finish({ ...given, shopId, at: ctx.now() }))) throw endedTraitImport()
  return null
}
