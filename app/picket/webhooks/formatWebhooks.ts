import type { Message, Receiver } from '../../core/message/types.ts'
import type { GateAnswer } from '../gates/gateRoute.ts'

/** Format a webhook. */
export function formatWebhook(receiver: Receiver) {
  const { id, url, messages, gates, hasWallets, state, failingSince, oldEndsAt } = receiver
  const { createdAt, updatedAt } = receiver
  return {
    ...{ id, url, messages, gates, hasWallets, state, failingSince },
    oldSecretEndsAt: oldEndsAt,
    ...{ createdAt, updatedAt },
  }
}

/** Format the answer with one webhook. */
export const formatWebhookAnswer = (receiver: Receiver): GateAnswer => ({ body: formatWebhook(receiver) })

/** Format the answer with every webhook of the shop. */
export const formatWebhookList = ({
  receivers,
}: {
  readonly receivers: readonly Receiver[]
}): GateAnswer => ({ body: { webhooks: receivers.map(formatWebhook) } })

type Issued = { readonly receiver: Receiver; readonly secret: string | null }

/** Format the answer with a new secret. */
export const formatIssuedSecret = ({ receiver, secret }: Issued): GateAnswer => ({
  body: { ...formatWebhook(receiver), secret },
})

/** Format the answer with a created webhook. A repeated request is told so, and gets no secret. */
export function formatCreatedWebhook({
  isRepeated,
  ...issued
}: Issued & { isRepeated: boolean }): GateAnswer {
  const headers = {
    location: `/api/v1/webhooks/${issued.receiver.id}`,
    ...(isRepeated && { 'idempotency-replayed': 'true' }),
  }
  return { status: 201, headers, body: formatIssuedSecret(issued).body }
}

/** Format a page of a webhook's log. What a message says is not in it, because it may name wallets. */
export function formatMessagePage({
  messages,
  next,
}: {
  readonly messages: readonly Message[]
  readonly next: string | null
}): GateAnswer {
  return { body: { messages: messages.map(formatMessage), next } }
}

function formatMessage(message: Message) {
  const { id, name, kind, at, state, attempts, dueAt, triedAt, status, lastError } = message
  return {
    ...{ id, webhookId: name, type: kind, at, state, attempts, triedAt, status, lastError },
    // Nothing of the others is due.
    dueAt: state === 'waiting' ? dueAt : null,
  }
}
