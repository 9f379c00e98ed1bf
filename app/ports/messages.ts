import type { ShopId } from '../core/gate/types.ts'
import type { Attempt, Message, Receiver } from '../core/message/types.ts'

type ReceiverIds = { readonly shopId: ShopId; readonly receiverId: string }

/** Messages to receivers. Others write them in their own transactions. Instants are unix seconds. */
export type MessagesPort = {
  /** Write a test message to one receiver that is on; false if it is off or gone. It is due at once. */
  addTest: (parameters: ReceiverIds & { at: number }) => Promise<boolean>
  /** The shop's receivers that are on, do not rest, and have due messages. */
  listDue: (parameters: { shopId: ShopId; at: number }) => Promise<Receiver[]>
  /** Due messages of a receiver, those first that wait for longest. Kinds that only a later version has are left out. */
  find: (parameters: ReceiverIds & { at: number; limit: number }) => Promise<Message[]>
  /**
   * Record an attempt, and what follows from it for the message and its receiver, in one transaction. No effect if
   * somebody else has recorded this attempt.
   */
  record: (
    parameters: ReceiverIds & {
      message: Pick<Message, 'id' | 'attempts'>
      attempt: Attempt
      at: number
    },
  ) => Promise<void>
  /** When the shop's next message is to be tried; null if none waits. */
  findNext: (parameters: { shopId: ShopId; at: number }) => Promise<number | null>
  /** The ids of the shop's receivers that are on and have a message whose first attempt was due at `before` or earlier. */
  listLate: (parameters: { shopId: ShopId; before: number }) => Promise<string[]>
  /** A page of the log of a receiver, newest first; `before` is the id of the last one of the previous page. */
  list: (parameters: ReceiverIds & { before?: string; limit: number }) => Promise<Message[]>
  /**
   * Send messages of the log again: one, or all that were given up. Answers how many; 0 if the receiver is off.
   */
  replay: (parameters: ReceiverIds & { messageId: string | null; at: number }) => Promise<number>
  /** Delete messages that are older than the log keeps them. Any number of processes may call it. */
  sweep: (parameters: { at: number }) => Promise<void>
}
