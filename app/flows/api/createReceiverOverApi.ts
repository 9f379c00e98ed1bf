import { formatReceiverUrl } from '../../core/message/parseReceiverUrl.ts'
import type { ReceiverChoice } from '../../core/message/types.ts'
import type { ProjectId } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { createReceiver } from '../messages/createReceiver.ts'
import { otherBody } from './otherBody.ts'

/**
 * Create a receiver once for each idempotency key of a project. Its messages name no wallet: only staff may choose that.
 * A repeated request answers the receiver as it is now, without its secret.
 *
 * @throws {InputError} ERR_RECEIVER_URL. @throws {ConflictError} ERR_RECEIVERS_FULL, ERR_IDEMPOTENCY_BODY
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function createReceiverOverApi(
  ctx: Needs<'now' | 'shops' | 'receivers' | 'courier' | 'createReceiverSecret' | 'hashSecret'>,
  {
    myshopifyDomain,
    projectId,
    idempotencyKey,
    url,
    choice,
  }: {
    readonly myshopifyDomain: string
    readonly projectId: ProjectId
    readonly idempotencyKey: string
    readonly url: string
    readonly choice: Omit<ReceiverChoice, 'hasWallets'>
  },
) {
  const hash = ctx.hashSecret(`receiver ${projectId} ${idempotencyKey}`)
  const draftId = hash.replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')
  const given = { ...choice, hasWallets: false }
  const created = await createReceiver(ctx, { myshopifyDomain, draftId, url, choice: given })
  const { receiver, secret } = created
  // One that was changed since says no longer what the first request asked for.
  const isUnchanged = receiver.updatedAt === receiver.createdAt
  if (secret === null && isUnchanged && !isEqual(receiver, { ...given, url: formatReceiverUrl(url) }))
    throw otherBody()
  return { receiver, secret, isRepeated: secret === null }
}

type Comparable = ReceiverChoice & { readonly url: string | null }

function isEqual(one: Comparable, other: Comparable): boolean {
  const format = ({ url, messages, gates, hasWallets }: Comparable) =>
    JSON.stringify([url, [...new Set(messages)].sort(), [...gates], hasWallets])
  return format(one) === format(other)
}
