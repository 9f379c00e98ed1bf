import type { ShopId } from '../core/gate/types.ts'
import type { Receiver, ReceiverChoice, ReceiverState } from '../core/message/types.ts'

type ReceiverIds = { readonly shopId: ShopId; readonly receiverId: string }

/** Who is told what happens in a shop. Instants are unix seconds. */
export type ReceiversPort = {
  /** Oldest first. */
  list: (parameters: { shopId: ShopId }) => Promise<Receiver[]>
  /** @throws {NotFoundError} ERR_RECEIVER_NOT_FOUND */
  load: (parameters: ReceiverIds) => Promise<Receiver>
  /**
   * Create a receiver, `id` a UUID; `url` and `secret` are null for Shopify Flow. A request that is sent again answers
   * what it made, and null if the shop has `most` already.
   */
  create: (
    parameters: ReceiverChoice & {
      id: string
      shopId: ShopId
      url: string | null
      secret: string | null
      most: number
      at: number
    },
  ) => Promise<Receiver | null>
  /**
   * Change a receiver. One that was off and is switched on starts afresh.
   * @throws {NotFoundError} ERR_RECEIVER_NOT_FOUND
   */
  update: (
    parameters: ReceiverIds & {
      change: Partial<ReceiverChoice & { url: string; state: ReceiverState }>
      at: number
    },
  ) => Promise<Receiver>
  /** Delete a receiver with its messages. @throws {NotFoundError} ERR_RECEIVER_NOT_FOUND */
  delete: (parameters: ReceiverIds & { at: number }) => Promise<void>
  /** Replace the secret; the one before signs until `oldEndsAt`. @throws {NotFoundError} ERR_RECEIVER_NOT_FOUND */
  rotate: (parameters: ReceiverIds & { secret: string; oldEndsAt: number; at: number }) => Promise<Receiver>
  /** The secrets that sign now, the newest first; none for Shopify Flow. */
  listSecrets: (parameters: ReceiverIds & { at: number }) => Promise<string[]>
}
