import type { ChosenKind } from '../../core/message/kinds.ts'
import type { MessageState } from '../../core/message/types.ts'

/** What staff fill in for a receiver. */
export type ReceiverForm = {
  readonly messages: readonly ChosenKind[]
  readonly gates: readonly number[]
  readonly hasWallets: boolean
}

/** How a receiver does. `reason` explains a state that needs attention. */
export type ReceiverStatus = {
  readonly kind: 'on' | 'failing' | 'off'
  readonly label: string
  readonly reason: string | null
}

/** One receiver in the list. */
export type ReceiverRowView = {
  readonly id: string
  /** Its address, or `Shopify Flow`. */
  readonly name: string
  readonly isFlow: boolean
  readonly status: ReceiverStatus
  /** `All messages`, or `3 of 7 messages`. */
  readonly chosen: string
  readonly changedAt: string
}

/** A receiver for its page. */
export type ReceiverView = ReceiverRowView & {
  readonly form: ReceiverForm
  readonly isOn: boolean
  /** Until when the secret before signs too; null if it does not. */
  readonly oldUntil: string | null
}

/** A message in the log. */
export type MessageView = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly at: string
  readonly state: MessageState
  /** `Sent, HTTP 200`, or when it is tried again. */
  readonly label: string
  readonly error: string | null
  /** What it said, as JSON. */
  readonly data: string
}

/** A receiver that was just created or got a new secret. The secret is never shown again. */
export type IssuedReceiver = { readonly id: string; readonly secret: string | null }

export type GateOption = { readonly number: number; readonly name: string }
