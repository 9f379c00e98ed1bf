import { z } from 'zod'
import { NewWebhookBody, ReplayBody, WebhookChangeBody } from '../../webhooks/parseWebhookRequest.ts'
import { bodyErrors, gateErrors } from '../errorSets.ts'
import type { AddressParameter, Answer, Endpoint } from '../types.ts'
import {
  DeletedWebhookAnswer,
  MessagePageAnswer,
  QueuedAnswer,
  sampleMessage,
  sampleSecret,
  sampleWebhook,
  WebhookAnswer,
  WebhookListAnswer,
  WebhookSecretAnswer,
} from '../webhookAnswers.ts'

const webhook: AddressParameter = {
  name: 'webhook',
  in: 'path',
  description: 'The webhook’s id.',
  isRequired: true,
  schema: z.string(),
  example: sampleWebhook.id,
}
const RIGHT =
  'Needs a secret key of a project that the merchant has allowed to manage gates, on the project’s page in the app.'
const shared = { group: 'Webhooks', access: 'secret' } as const
const composeAnswer = (description: string): Answer => ({
  status: 200,
  description,
  body: { name: 'Webhook', schema: WebhookAnswer, example: sampleWebhook },
})
const secretBody = {
  name: 'WebhookSecret',
  schema: WebhookSecretAnswer,
  example: { ...sampleWebhook, secret: sampleSecret },
}
const queuedBody = { name: 'Queued', schema: QueuedAnswer, example: { queued: 1 } }
const known = ['ERR_RECEIVER_NOT_FOUND', ...gateErrors] as const

export const webhooks: readonly Endpoint[] = [
  {
    ...shared,
    id: 'listWebhooks',
    method: 'GET',
    path: '/webhooks',
    summary: 'List the webhooks of the shop',
    description: ['Every webhook, oldest first: a shop has at most ten. None has its secret.', RIGHT],
    answers: [
      {
        status: 200,
        description: 'The webhooks.',
        body: {
          name: 'WebhookList',
          schema: WebhookListAnswer,
          example: { webhooks: [sampleWebhook] },
        },
      },
    ],
    errors: gateErrors,
  },
  {
    ...shared,
    id: 'createWebhook',
    method: 'POST',
    path: '/webhooks',
    summary: 'Create a webhook',
    description: [
      'The answer has the secret that signs its messages, this once. Keep it.',
      'Its messages name no wallets. Only staff may choose that, in the app.',
      'The same Idempotency-Key answers the webhook that the first request created, as it is now, without its secret.',
      RIGHT,
    ],
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        description:
          'A new UUID for each webhook, or up to 255 other characters, with or without double quotes.',
        isRequired: true,
        schema: z.string(),
        example: '0c9e4a76-81d3-4f52-b6e8-94d1c7f3a205',
      },
    ],
    request: {
      name: 'NewWebhookRequest',
      schema: NewWebhookBody,
      example: { url: sampleWebhook.url, messages: sampleWebhook.messages, gates: sampleWebhook.gates },
      required: ['url', 'messages'],
      aliases: {},
    },
    answers: [
      {
        status: 201,
        description:
          'The webhook with its secret. Location has its address. A repeated request also has Idempotency-Replayed: true.',
        body: secretBody,
      },
    ],
    errors: [
      ...bodyErrors,
      'ERR_IDEMPOTENCY_KEY',
      'ERR_IDEMPOTENCY_BODY',
      'ERR_RECEIVER_URL',
      'ERR_RECEIVERS_FULL',
      ...gateErrors,
    ],
  },
  {
    ...shared,
    id: 'readWebhook',
    method: 'GET',
    path: '/webhooks/{webhook}',
    summary: 'Read a webhook',
    description: ['The webhook as it is, and whether it works.', RIGHT],
    parameters: [webhook],
    answers: [composeAnswer('The webhook.')],
    errors: known,
  },
  {
    ...shared,
    id: 'updateWebhook',
    method: 'PUT',
    path: '/webhooks/{webhook}',
    summary: 'Change a webhook',
    description: [
      'Fields that are absent stay as they are. Switched off, it gets nothing, and what waits for it is given up. Switched on, it starts afresh.',
      'A webhook whose messages name wallets gets another address only with hasWallets false.',
      RIGHT,
    ],
    parameters: [webhook],
    request: {
      name: 'WebhookChangeRequest',
      schema: WebhookChangeBody,
      example: { messages: sampleWebhook.messages, isOn: true },
      required: [],
      aliases: {},
    },
    answers: [composeAnswer('The webhook as it is now.')],
    errors: [...bodyErrors, 'ERR_RECEIVER_URL', 'ERR_RECEIVER_STALE', 'ERR_RECEIVER_WALLETS', ...known],
  },
  {
    ...shared,
    id: 'deleteWebhook',
    method: 'DELETE',
    path: '/webhooks/{webhook}',
    summary: 'Delete a webhook',
    description: ['Nothing is sent to it any more, and its log is deleted.', RIGHT],
    parameters: [webhook],
    answers: [
      {
        status: 200,
        description: 'The webhook is deleted.',
        body: {
          name: 'DeletedWebhook',
          schema: DeletedWebhookAnswer,
          example: { id: sampleWebhook.id, isDeleted: true },
        },
      },
    ],
    errors: known,
  },
  {
    ...shared,
    id: 'rotateWebhookSecret',
    method: 'POST',
    path: '/webhooks/{webhook}/secret',
    summary: 'Make a new secret',
    description: [
      'The answer has the new secret, this once. It signs at once, and the secret before signs too for 24 hours.',
      RIGHT,
    ],
    parameters: [webhook],
    answers: [{ status: 200, description: 'The webhook with its new secret.', body: secretBody }],
    errors: ['ERR_RECEIVER_STALE', ...known],
  },
  {
    ...shared,
    id: 'testWebhook',
    method: 'POST',
    path: '/webhooks/{webhook}/try',
    summary: 'Send a test message',
    description: ['Soon, like any other message. Read the log to see what became of it.', RIGHT],
    parameters: [webhook],
    answers: [{ status: 200, description: 'The message is queued.', body: queuedBody }],
    errors: ['ERR_RECEIVER_STALE', ...known],
  },
  {
    ...shared,
    id: 'listWebhookMessages',
    method: 'GET',
    path: '/webhooks/{webhook}/messages',
    summary: 'List what was sent',
    description: [
      'A page of fifty messages of the last thirty days, newest first. What a message says is not in it.',
      RIGHT,
    ],
    parameters: [
      webhook,
      {
        name: 'before',
        in: 'query',
        description: 'The value of next in the page before.',
        isRequired: false,
        schema: z.string(),
      },
    ],
    answers: [
      {
        status: 200,
        description: 'A page of messages.',
        body: {
          name: 'WebhookMessagePage',
          schema: MessagePageAnswer,
          example: { messages: [sampleMessage], next: null },
        },
      },
    ],
    errors: ['ERR_QUERY_INVALID', ...known],
  },
  {
    ...shared,
    id: 'replayWebhook',
    method: 'POST',
    path: '/webhooks/{webhook}/replay',
    summary: 'Send messages again',
    description: [
      'One message of the log, or without a messageId all that were given up. webhook-id stays the same.',
      RIGHT,
    ],
    parameters: [webhook],
    request: {
      name: 'ReplayRequest',
      schema: ReplayBody,
      example: { messageId: sampleMessage.id },
      required: [],
      aliases: {},
    },
    answers: [{ status: 200, description: 'How many messages are sent again.', body: queuedBody }],
    errors: [...bodyErrors, 'ERR_RECEIVER_STALE', ...known],
  },
]
