import { PalisadeError } from '../../core/errors/base.ts'
import type { StoreToken } from '../../ports/members.ts'
import type { Needs } from '../context.ts'

/**
 * What became of the app's token in a store. `ended`: BigCommerce refuses it, or there is none. `unreadable`: it was
 * stored under another PALISADE_SECRET, so BigCommerce cannot be asked.
 */
export type Access = 'works' | 'ended' | 'unreadable'

/**
 * Check whether BigCommerce still takes the app's token of a store.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if BigCommerce does not say
 */
export async function checkAccess(
  ctx: Needs<'members' | 'platform'>,
  { myshopifyDomain }: { readonly myshopifyDomain: string },
): Promise<Access> {
  const found = await readToken(ctx, myshopifyDomain)
  if (found === 'unreadable') return found
  if (found && (await ctx.platform.readAccess({ myshopifyDomain, token: found.token })) === 'works')
    return 'works'
  // A new install ends the token of the one before.
  const standing = await readToken(ctx, myshopifyDomain)
  const isSame = standing !== 'unreadable' && standing?.token === found?.token
  return isSame ? 'ended' : 'works'
}

async function readToken(
  ctx: Needs<'members'>,
  myshopifyDomain: string,
): Promise<StoreToken | null | 'unreadable'> {
  try {
    return await ctx.members.findToken({ myshopifyDomain })
  } catch (error) {
    if (error instanceof PalisadeError && error.code === 'ERR_ENVIRONMENT') return 'unreadable'
    throw error
  }
}
