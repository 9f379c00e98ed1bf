import type { SendRequestParameters } from './sendRequest.ts'
import type { CallOptions, ShopWebhook, ShopWebhookWithSecret, WebhookKind, WebhookMessage } from './types.ts'

export type CreateWebhookParameters = CallOptions & {
  readonly url: string
  readonly messages: readonly WebhookKind[]
  /** Default: all gates. */
  readonly gates?: readonly number[]
  /** The same key answers the same webhook, without its secret. Default: a new one. */
  readonly idempotencyKey?: string
}
export type UpdateWebhookParameters = WebhookParameters & {
  readonly url?: string
  readonly messages?: readonly WebhookKind[]
  readonly gates?: readonly number[]
  readonly hasWallets?: boolean
  readonly isOn?: boolean
}
export type WebhookParameters = CallOptions & { readonly webhook: string }

/** The calls about webhooks. They need the secret key of a project that may manage gates. */
export type WebhookCalls = {
  readonly listWebhooks: (parameters?: CallOptions) => Promise<readonly ShopWebhook[]>
  /** Create a webhook. The answer has its secret, this once. */
  readonly createWebhook: (parameters: CreateWebhookParameters) => Promise<ShopWebhookWithSecret>
  readonly readWebhook: (parameters: WebhookParameters) => Promise<ShopWebhook>
  /** Change a webhook; fields that are absent stay. */
  readonly updateWebhook: (parameters: UpdateWebhookParameters) => Promise<ShopWebhook>
  readonly deleteWebhook: (parameters: WebhookParameters) => Promise<void>
  /** Make a new secret. The one before signs too for 24 hours. */
  readonly rotateWebhookSecret: (parameters: WebhookParameters) => Promise<ShopWebhookWithSecret>
  readonly testWebhook: (parameters: WebhookParameters) => Promise<void>
  /** List a page of fifty messages, newest first; `before` is the `next` of the page before. */
  readonly listWebhookMessages: (
    parameters: WebhookParameters & { readonly before?: string },
  ) => Promise<{ readonly messages: readonly WebhookMessage[]; readonly next: string | null }>
  /** Send one message again, or all that were given up; answers how many. */
  readonly replayWebhook: (parameters: WebhookParameters & { readonly messageId?: string }) => Promise<number>
}

/** Sends a request with the options of the client. */
export type SendCall = <Result>(parameters: Omit<SendRequestParameters, 'options'>) => Promise<Result>
type CheckGiven = <Parameters extends object, Result>(
  call: (parameters: Parameters) => Promise<Result>,
) => (parameters: Parameters) => Promise<Result>

/** Create the calls about webhooks. */
export function createWebhookCalls(send: SendCall, checkGiven: CheckGiven): WebhookCalls {
  const at = (webhook: string, ...rest: string[]) => ['webhooks', webhook, ...rest]
  return {
    listWebhooks: async ({ signal } = {}) =>
      (await send<{ webhooks: ShopWebhook[] }>({ path: ['webhooks'], signal })).webhooks,
    createWebhook: checkGiven(({ signal, idempotencyKey = crypto.randomUUID(), ...body }) =>
      send({ path: ['webhooks'], body, idempotencyKey, signal, isOnce: true }),
    ),
    readWebhook: checkGiven(({ signal, webhook }) => send({ path: at(webhook), signal })),
    updateWebhook: checkGiven(({ signal, webhook, ...body }) =>
      send({ path: at(webhook), method: 'PUT', body, signal }),
    ),
    deleteWebhook: checkGiven(async ({ signal, webhook }) => {
      await send({ path: at(webhook), method: 'DELETE', signal, isOnce: true })
    }),
    rotateWebhookSecret: checkGiven(({ signal, webhook }) =>
      send({ path: at(webhook, 'secret'), method: 'POST', signal, isOnce: true }),
    ),
    testWebhook: checkGiven(async ({ signal, webhook }) => {
      await send({ path: at(webhook, 'try'), method: 'POST', signal, isOnce: true })
    }),
    listWebhookMessages: checkGiven(({ signal, webhook, before }) =>
      send({ path: at(webhook, 'messages'), ...(before === undefined ? {} : { query: { before } }), signal }),
    ),
    replayWebhook: checkGiven(
      async ({ signal, webhook, ...body }) =>
        (await send<{ queued: number }>({ path: at(webhook, 'replay'), body, signal, isOnce: true })).queued,
    ),
  }
}
