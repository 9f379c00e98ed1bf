import { ConflictError, InputError } from '../../core/errors/base.ts'
import { platformOf } from '../../core/gate/platform.ts'
import { MAX_RECEIVERS } from '../../core/message/limits.ts'
import { parseReceiverUrl } from '../../core/message/parseReceiverUrl.ts'
import type { Receiver, ReceiverChoice } from '../../core/message/types.ts'
import type { Needs } from '../context.ts'

export type CreateReceiverParameters = {
  readonly myshopifyDomain: string
  /** The id that the page gave to the receiver: a UUID. */
  readonly draftId: string
  /** Null for Shopify Flow. */
  readonly url: string | null
  readonly choice: ReceiverChoice
}

/**
 * Create a receiver of messages. The secret is answered this once; null for Shopify Flow, and if the request was sent
 * again because its answer was lost.
 *
 * @throws {InputError} ERR_RECEIVER_URL. @throws {ConflictError} ERR_RECEIVERS_FULL
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function createReceiver(
  ctx: Needs<'now' | 'shops' | 'receivers' | 'courier' | 'createReceiverSecret'>,
  { myshopifyDomain, draftId, url: text, choice }: CreateReceiverParameters,
): Promise<{ readonly receiver: Receiver; readonly secret: string | null }> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  if (text === null && platformOf(myshopifyDomain) !== 'shopify') throw foreignWorkflows()
  const url = text === null ? null : parseReceiverUrl({ ...ctx.courier, text })
  const secret = url === null ? null : ctx.createReceiverSecret()
  const made = { ...choice, id: draftId, shopId, url, secret, most: MAX_RECEIVERS, at: ctx.now() }
  const receiver = await ctx.receivers.create(made)
  if (receiver === null) {
    throw new ConflictError('ERR_RECEIVERS_FULL', `This shop has ${MAX_RECEIVERS} webhooks already.`, {
      hint: 'Delete one that you no longer need.',
    })
  }
  const [signing = null] =
    secret === null ? [] : await ctx.receivers.listSecrets({ shopId, receiverId: draftId, at: ctx.now() })
  return { receiver, secret: signing === secret ? secret : null }
}

function foreignWorkflows(): InputError {
  return new InputError('ERR_RECEIVER_URL', 'BigCommerce has no workflows that could be started.', {
    hint: 'Add a webhook with an address instead.',
  })
}
