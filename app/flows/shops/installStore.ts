import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { FlowContext, Needs } from '../context.ts'
import { installShop } from './installShop.ts'
import { issueMemberCode } from './openMember.ts'
import { queueJob } from './queueJob.ts'

type InstallStoreNeeds = Needs<'now' | 'platform' | 'members'>

/**
 * Install the app in a BigCommerce store: exchange the callback's code for a token, store the shop, and issue the code
 * of the first page to who installed it. A job then sets up the store's webhooks and its script.
 *
 * @throws {AccessError} ERR_CALLBACK_SIGNATURE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function installStore(
  ctx: InstallStoreNeeds,
  {
    shopContext,
    ...asked
  }: {
    readonly code: string
    readonly context: string
    readonly scope: string
    /** The context of a shop. A store's has its APIs, with the token that is stored here. */
    readonly shopContext: (parameters: { myshopifyDomain: string }) => FlowContext
  },
): Promise<{ readonly code: string; readonly myshopifyDomain: string }> {
  const { userId, ...store } = await ctx.platform.exchangeCode(asked)
  const { myshopifyDomain } = store
  await ctx.members.writeToken(store)
  const ofShop = shopContext({ myshopifyDomain })
  await installShop(ofShop)
  // BigCommerce deletes an app's webhooks and scripts when it is uninstalled, so a store that comes back needs them too.
  await queueJob(ofShop, { myshopifyDomain, kind: 'reconcile', key: WHOLE_SHOP })
  return { code: await issueMemberCode(ctx, { myshopifyDomain, userId }), myshopifyDomain }
}
