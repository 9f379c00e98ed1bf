import type { z } from 'zod'
import { answerError } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import { answerUnknownAddress, answerWrongMethod } from '../answerRefusal.ts'
import { AccessError, PalisadeError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'
import type { FlowContext } from '../flows/context.ts'
import { createBodyError, parseBody } from '../parseBody.ts'
import { readBody } from '../readJsonBody.ts'

/** Dependencies of the webhook handler. Shopify signs the raw body of a webhook, in base64. */
export type HookDoor = SignatureCheck<Uint8Array> & {
  /** Unix seconds. */
  readonly now: () => number
  /** Wake the job loop instead of waiting for the next poll. */
  readonly ring?: () => void
  /**
   * Make the context of a shop: all ports, with its Admin API. It loads the shop's token only when a flow calls
   * Shopify.
   */
  readonly shopContext: (parameters: { myshopifyDomain: string }) => FlowContext
}
/**
 * `triggeredAt`: time of the event at Shopify in unix seconds, never later than now; null if the header has no valid
 * time.
 */
export type HookEvent = { readonly myshopifyDomain: string; readonly triggeredAt: number | null }
/** A parsed payload and its handler. */
export type HookCall = {
  readonly payload: object
  readonly run: (ctx: FlowContext, event: HookEvent) => Promise<void>
}
/**
 * Parse a topic's payload. Null if the payload names no real object, as Shopify's samples do.
 * @throws {InputError} ERR_BODY_INVALID
 */
export type HookTopic = (value: unknown) => HookCall | null

const MAX_BYTES = 1024 * 1024
const CHECK_VERSION = 'Check the API version of the webhook subscription.'

/**
 * Declare a topic by its payload schema and its handler. A payload that names its shop returns it as `shopDomain`.
 *
 * Webhooks arrive at least once and in any order, so the handler must be safe to repeat.
 */
export function hookTopic<Payload extends object>(
  schema: z.ZodType<Payload | null>,
  run: (ctx: FlowContext, event: HookEvent, payload: Payload) => Promise<void>,
): HookTopic {
  return (value) => {
    const payload = parseBody(schema, value, CHECK_VERSION)
    return payload && { payload, run: (ctx, event) => run(ctx, event, payload) }
  }
}

/**
 * Make the handler of `/webhooks/*`: check topic, HMAC over the raw bytes, payload and shop, then run the work. It
 * answers 200 with an empty body.
 *
 * Shopify signs the body alone. So the handler compares the header's shop with the one in the body, and caps a time in
 * the future at now. Shopify's library cannot do this check: it first refreshes an expired token, which fails after an
 * uninstall.
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function hookAction({
  door,
  topics,
}: {
  door: HookDoor
  topics: Readonly<Record<string, HookTopic>>
}) {
  return async ({ request, params }: HookArguments): Promise<Response> => {
    // Match as the router does: in any case, with any number of trailing slashes.
    const topic = (params['*'] ?? '').toLowerCase().replace(/\/+$/, '')
    const parse = Object.hasOwn(topics, topic) ? topics[topic] : undefined
    if (!parse) return answerUnknownAddress()
    if (request.method !== 'POST') return answerWrongMethod()
    let shop: string | undefined
    try {
      const { headers } = request
      const body = await readBody({ request, maxBytes: MAX_BYTES })
      const myshopifyDomain = verifyWebhook({ door, topic, headers, body })
      shop = myshopifyDomain
      const call = parse(parseJson(body))
      if (call) {
        checkNamedShop({ myshopifyDomain, payload: call.payload })
        const triggeredAt = parseInstant({ text: headers.get('x-shopify-triggered-at'), now: door.now() })
        await call.run(door.shopContext({ myshopifyDomain }), { myshopifyDomain, triggeredAt })
        door.ring?.()
      }
      return new Response(null, { status: 200 })
    } catch (error) {
      // A late webhook of a shop that uninstalled the app needs no work. Status 200 stops Shopify from sending it
      // again.
      const isLate = error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND'
      return isLate
        ? new Response(null, { status: 200 })
        : setAnswerNote(answerError(error), shop === undefined ? {} : { shop })
    }
  }
}

type HookArguments = {
  readonly request: Request
  readonly params: Readonly<Record<string, string | undefined>>
}

function verifyWebhook({
  door,
  topic,
  headers,
  body,
}: {
  door: HookDoor
  topic: string
  headers: Headers
  body: Uint8Array
}): string {
  const given = headers.get('x-shopify-hmac-sha256') ?? ''
  const shop = headers.get('x-shopify-shop-domain') ?? ''
  if (
    !isSigned({ ...door, message: body, given }) ||
    headers.get('x-shopify-topic') !== topic ||
    !isShopDomain(shop)
  ) {
    throw new AccessError(
      'ERR_WEBHOOK_SIGNATURE',
      'The webhook has no valid Shopify signature for this topic and shop.',
      {
        hint: 'Check SHOPIFY_API_SECRET on this server.',
      },
    )
  }
  return shop
}

/** Check that the shop in the unsigned header is the shop in the signed body. */
function checkNamedShop({ myshopifyDomain, payload }: { myshopifyDomain: string; payload: object }): void {
  if (!('shopDomain' in payload) || payload.shopDomain === myshopifyDomain) return
  throw new AccessError(
    'ERR_WEBHOOK_SIGNATURE',
    'The signed body of this webhook names a different shop than its header.',
    {
      hint: 'Check whether a proxy changes the headers of webhooks on their way to this server.',
    },
  )
}

/**
 * Parse unix seconds, capped at `now`; null if invalid. After a time in the future, later webhooks would look older.
 */
function parseInstant({ text, now }: { text: string | null; now: number }): number | null {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) ? Math.min(Math.floor(at / 1000), now) : null
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw createBodyError('the body is not JSON', CHECK_VERSION)
  }
}
