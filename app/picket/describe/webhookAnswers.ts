import { z } from 'zod'
import { CHOSEN_KINDS, MESSAGES, type MessageKind } from '../../core/message/kinds.ts'

/* Schemas and samples of the answers about webhooks. */

const instant = z.int().describe('Unix seconds.')
const webhook = {
  id: z.uuid().describe('The id of the webhook.'),
  url: z.string().nullable().describe('Its address; null for Shopify Flow.'),
  messages: z.array(z.enum(CHOSEN_KINDS)).describe('The kinds of messages that it gets.'),
  gates: z.array(z.int()).describe('The gates that it is told about. [] for all.'),
  hasWallets: z.boolean().describe('Whether its messages name wallets and tokens, as staff chose.'),
  state: z
    .enum(['on', 'staff', 'gone', 'failing'])
    .describe('on, or why it is off: switched off, its address answered 410, or it failed for five days.'),
  failingSince: instant.nullable().describe('Since when every attempt has failed, in unix seconds, or null.'),
  oldSecretEndsAt: instant
    .nullable()
    .describe('When the secret before the last rotation stops signing, in unix seconds, or null.'),
  createdAt: instant,
  updatedAt: instant,
}
export const WebhookAnswer = z.strictObject(webhook)
export const WebhookListAnswer = z.strictObject({
  webhooks: z.array(WebhookAnswer).describe('Every webhook of the shop, oldest first.'),
})
export const WebhookSecretAnswer = z.strictObject({
  ...webhook,
  secret: z
    .string()
    .nullable()
    .describe('whsec_…, answered this once. null if the request was sent again: then ask for a new secret.'),
})
export const DeletedWebhookAnswer = z.strictObject({
  id: webhook.id,
  isDeleted: z.literal(true).describe('Nothing is sent to it any more, and its log is deleted.'),
})
export const QueuedAnswer = z.strictObject({
  queued: z.int().min(0).describe('How many messages are sent soon.'),
})
export const MessagePageAnswer = z.strictObject({
  messages: z
    .array(
      z.strictObject({
        id: z.string().describe('The id of the message in this log.'),
        webhookId: z.string().describe('The header webhook-id of its requests.'),
        type: z.enum(Object.keys(MESSAGES) as [MessageKind]).describe('The kind of the message.'),
        at: instant.describe('When it happened, in unix seconds.'),
        state: z.enum(['waiting', 'sent', 'failed']).describe('failed: it was given up.'),
        attempts: z.int().describe('How often it was tried.'),
        dueAt: instant
          .nullable()
          .describe('When it is tried next, in unix seconds; null if it waits no more.'),
        triedAt: instant.nullable().describe('When it was tried last, in unix seconds, or null.'),
        status: z.int().nullable().describe('The HTTP status of the last answer, or null.'),
        lastError: z.string().nullable().describe('Why the last attempt failed, or null.'),
      }),
    )
    .describe('The messages of this page.'),
  next: z.string().nullable().describe('Send it as before to get the next page; null on the last one.'),
})

export const sampleWebhook = {
  id: '5f0c9d7e-2b1a-4c38-9e64-a1d07b52c3f8',
  url: 'https://hooks.harbor.example/palisade',
  messages: ['gate.unlocked', 'gate.redeemed'],
  gates: [82],
  hasWallets: false,
  state: 'on',
  failingSince: null,
  oldSecretEndsAt: null,
  createdAt: 1_795_598_114,
  updatedAt: 1_795_598_114,
}
export const sampleSecret = 'whsec_c2FtcGxlIHNlY3JldCBmb3IgZG9jcw=='
export const sampleMessage = {
  id: '4711',
  webhookId: 'msg_0c9e4a7681d34f52b6e894d1c7f3a205',
  type: 'gate.unlocked',
  at: 1_795_598_120,
  state: 'waiting',
  attempts: 1,
  dueAt: 1_795_598_150,
  triedAt: 1_795_598_121,
  status: 503,
  lastError: 'The receiver answered HTTP 503.',
}
