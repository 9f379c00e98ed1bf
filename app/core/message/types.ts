import type { ShopId } from '../gate/types.ts'
import type { ChosenKind, MessageData, MessageKind, PersonalData } from './kinds.ts'

/** What happened in a shop, before anybody is told. */
export type News = {
  [Kind in MessageKind]: {
    readonly kind: Kind
    /** The gate that it is about, by which receivers choose; null if none. */
    readonly gate: number | null
    readonly data: MessageData<Kind>
    readonly personal: PersonalData<Kind>
    readonly orderId?: bigint
    readonly visitId?: string
  }
}[MessageKind]

/** `on`, or why it is off: staff switched it off, its address is gone for good, or it failed for too long. */
export type ReceiverState = 'on' | 'staff' | 'gone' | 'failing'

/** What staff choose for a receiver. */
export type ReceiverChoice = {
  readonly messages: readonly ChosenKind[]
  /** Gates that it is told about; empty for all. */
  readonly gates: readonly number[]
  /** Whether its messages name wallets and tokens. */
  readonly hasWallets: boolean
}

/** Who is told what happens in a shop. */
export type Receiver = ReceiverChoice & {
  /** A UUID. */
  readonly id: string
  readonly shopId: ShopId
  /** Null for Shopify Flow. */
  readonly url: string | null
  readonly state: ReceiverState
  /** Attempts in a row that failed. */
  readonly failures: number
  /** Since when every attempt has failed; null if the last one did not. Unix seconds. */
  readonly failingSince: number | null
  /** Nothing is sent to it before. Unix seconds. */
  readonly restsUntil: number
  /** When the secret before stops signing; null if there is none. Unix seconds. */
  readonly oldEndsAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a message says. */
export type KnownData = MessageData & Partial<PersonalData<'gate.redeemed'>>

/** waiting: to be tried, again if `attempts` is more than 0. failed: given up. */
export type MessageState = 'waiting' | 'sent' | 'failed'

/** A message to one receiver. Instants are unix seconds. */
export type Message = {
  /** Decimal; rises with each message. */
  readonly id: string
  /** `msg_` and 32 hex digits: the header `webhook-id`. */
  readonly name: string
  readonly kind: MessageKind
  readonly at: number
  /** Null if this version cannot read what is stored: nothing is sent then. */
  readonly data: KnownData | null
  readonly state: MessageState
  readonly attempts: number
  readonly dueAt: number
  readonly triedAt: number | null
  /** The HTTP status of the last answer. */
  readonly status: number | null
  /** Why the last attempt failed. */
  readonly lastError: string | null
}

/**
 * What became of an attempt. `gone`: the receiver wants nothing more. `refused`: this message cannot be sent, now or
 * later, which says nothing about the receiver: Shopify Flow has no workflow, or the message is damaged or too large.
 */
export type Attempt =
  | { readonly kind: 'sent'; readonly status: number | null }
  | { readonly kind: 'failed' | 'gone' | 'refused'; readonly status: number | null; readonly error: string }
